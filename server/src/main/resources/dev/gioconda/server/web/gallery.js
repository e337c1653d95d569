// The gallery: the jobs of this browser, fetched one by one, and the receipts of its feedback.
import { base, call } from './api.js';
import { $, $$, capitalize, element, formatTime } from './dom.js';
import { deleteButton } from './feedback.js';
import { canRestore, confirmDeletion, deleteJob, restoreJob } from './jobs.js';
import { paintings, receipts } from './storage.js';

const message = $('#message');
const STATES = { queued: 'queued', painting: 'painting', stopping: 'stopping', done: '', stopped: 'stopped', failed: 'failed' };

async function loadPaintings() {
  let missing = 0;
  for (const { id, key } of paintings.all()) {
    if (canRestore(id)) {
      $('#paintings').append(renderDeleted(id));
      continue;
    }
    try {
      const job = await call(`/v1/style-jobs/${id}`);
      $('#paintings').append(renderPainting(job, key));
    } catch (error) {
      if (error.status !== 404) {
        message.textContent = error.message;
        return;
      }
      paintings.remove(id);
      missing++;
    }
  }
  renderCount(missing);
}

function renderCount(missing = 0) {
  const count = $$('#paintings .painting').length;
  const expired = missing === 0 ? '' : missing === 1 ? ' One image has expired.' : ` ${missing} images have expired.`;
  message.replaceChildren(count === 0 ? 'No stylized images yet. ' : count === 1 ? 'One image.' : `${count} images, newest first.`,
    ...(count === 0 ? [element('a', { href: `${base}/paint` }, 'Stylize an image')] : []), expired);
}

/** Only with its owner key can a job be deleted; others can be removed from this list. */
function renderPainting(job, key) {
  const page = `${base}/paint#job=${job.id}`;
  const title = capitalize(job.style === 'style.png' ? 'your own style' : job.style.replaceAll('-', ' '));
  const item = element('li', { class: 'panel painting' },
    element('a', { class: 'frame', href: page }, job.picture
      ? element('img', { src: job.picture, alt: `Stylized image: ${title}`, loading: 'lazy' })
      : element('img', { src: `${base}/assets/placeholder.svg`, alt: `No image yet: ${title}` })),
    element('div', {}, element('h3', {}, title),
      element('p', { class: 'muted' }, [formatTime(job.created), job.order.preset, STATES[job.state]].filter(Boolean).join(' · '))),
    element('div', { class: 'actions' },
      job.picture ? element('a', { class: 'button slim', href: `${base}/v1/style-jobs/${job.id}/image?download=1`, 'aria-label': `Download ${title}` }, 'Download') : null,
      key
        ? element('button', { type: 'button', class: 'button slim quiet danger', 'aria-label': `Delete ${title}`, onclick: () => deletePainting(job.id, title, item) }, 'Delete')
        : element('button', { type: 'button', class: 'button slim quiet', 'aria-label': `Remove ${title} from this list`, onclick: () => removeFromList(job.id, item) }, 'Remove from this list')));
  return item;
}

/** A job that was deleted a short time ago. */
function renderDeleted(id) {
  const error = element('p', { class: 'error', role: 'alert' });
  const item = element('li', { class: 'panel deleted' }, element('p', { class: 'muted' }, 'Deleted from the server. You can undo this for 10 minutes.'),
    element('div', { class: 'actions' }, element('button', { type: 'button', class: 'button slim', onclick: () => restorePainting(id, item, error) }, 'Undo')), error);
  return item;
}

async function restorePainting(id, item, error) {
  try {
    const job = await restoreJob(id);
    const restored = renderPainting(job, paintings.find(id).key);
    item.replaceWith(restored);
    $('a', restored).focus();
    renderCount();
  } catch (failed) {
    error.textContent = failed.message;
  }
}

function removeFromList(id, item) {
  paintings.remove(id);
  item.remove();
  focusCount();
}

async function deletePainting(id, title, item) {
  if (!await confirmDeletion(title)) {
    return;
  }
  try {
    await deleteJob(id);
  } catch (error) {
    message.textContent = error.message;
    return;
  }
  const deleted = renderDeleted(id);
  item.replaceWith(deleted);
  renderCount();
  $('button', deleted).focus();
}

function focusCount() {
  renderCount();
  message.setAttribute('tabindex', '-1');
  message.focus();
}

function renderFeedback() {
  const all = receipts.all();
  $('#feedback-message').textContent = all.length === 0 ? 'No feedback yet. Your feedback on predictions and stylized images is listed here, and you can delete it.' : '';
  $('#feedback').replaceChildren(...all.map((entry) => {
    const item = element('li', { class: 'panel' },
      element('div', {}, element('p', {}, entry.what), element('p', { class: 'muted small' }, `${formatTime(entry.when)} · receipt `, element('span', { class: 'code' }, entry.id))));
    item.append(deleteButton(entry.id, 'Delete', (text) => {
      renderFeedback();
      $('#feedback-message').textContent = text;
    }));
    return item;
  }));
}

renderFeedback();
loadPaintings();
