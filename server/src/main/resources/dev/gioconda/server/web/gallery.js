// The gallery: the jobs of this browser, fetched one by one, and the receipts of its feedback.
import { call } from './api.js';
import { $, capitalize, element, formatTime } from './dom.js';
import { deleteButton } from './feedback.js';
import { paintings, receipts } from './storage.js';

const message = $('#message');
const STATES = { queued: 'queued', painting: 'painting', stopping: 'stopping', done: '', stopped: 'stopped', failed: 'failed' };

async function loadPaintings() {
  let missing = 0;
  for (const { id } of paintings.all()) {
    try {
      const job = await call(`/v1/style-jobs/${id}`);
      $('#paintings').append(renderPainting(job));
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
  const count = $('#paintings').children.length;
  const expired = missing === 0 ? '' : missing === 1 ? ' One image has expired.' : ` ${missing} images have expired.`;
  message.replaceChildren(count === 0 ? 'No stylized images yet. ' : count === 1 ? 'One image.' : `${count} images, newest first.`,
    ...(count === 0 ? [element('a', { href: '/paint' }, 'Stylize an image')] : []), expired);
}

function renderPainting(job) {
  const page = `/paint#job=${job.id}`;
  const title = capitalize(job.style === 'style.png' ? 'your own style' : job.style.replaceAll('-', ' '));
  const item = element('li', { class: 'panel painting' },
    element('a', { class: 'frame', href: page }, job.picture
      ? element('img', { src: job.picture, alt: `Stylized image: ${title}`, loading: 'lazy' })
      : element('img', { src: '/assets/placeholder.svg', alt: `No image yet: ${title}` })),
    element('div', {}, element('h3', {}, title),
      element('p', { class: 'muted' }, [formatTime(job.created), job.order.preset, STATES[job.state]].filter(Boolean).join(' · '))),
    element('div', { class: 'actions' },
      job.picture ? element('a', { class: 'button slim', href: `/v1/style-jobs/${job.id}/image?download=1`, 'aria-label': `Download ${title}` }, 'Download') : null,
      element('button', { type: 'button', class: 'button slim quiet danger', 'aria-label': `Delete ${title}`, onclick: () => deletePainting(job.id, item) }, 'Delete')));
  return item;
}

async function deletePainting(id, item) {
  try {
    await call(`/v1/style-jobs/${id}/image`, { method: 'DELETE' });
  } catch (error) {
    if (error.status !== 404) {
      message.textContent = error.message;
      return;
    }
  }
  paintings.remove(id);
  item.remove();
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
