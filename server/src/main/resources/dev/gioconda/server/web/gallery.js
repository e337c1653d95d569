// The gallery: what this browser ordered, asked for one by one; and the receipts of what was said.
import { call } from './api.js';
import { $, element, moment } from './dom.js';
import { paintings, receipts } from './mine.js';
import { takeBackButton } from './receipt.js';

const word = $('#word');
const STATES = { queued: 'waits', painting: 'is being painted', stopping: 'stops', done: '', stopped: 'stopped', failed: 'failed' };

async function hang() {
  let gone = 0;
  for (const mine of paintings.all()) {
    try {
      const job = await call(`/v1/style-jobs/${mine.id}`);
      $('#paintings').append(frame(job));
    } catch (problem) {
      if (problem.status !== 404) {
        word.textContent = problem.message;
        return;
      }
      paintings.remove(mine.id);
      gone++;
    }
  }
  count(gone);
}

function count(gone = 0) {
  const hanging = $('#paintings').children.length;
  const lost = gone ? ` ${gone} went, as paintings do after some days.` : '';
  word.replaceChildren(hanging === 0 ? 'Nothing hangs here yet. ' : `${hanging === 1 ? 'One painting' : `${hanging} paintings, the newest first`}.`,
    ...(hanging === 0 ? [element('a', { href: '/paint' }, 'Paint something')] : []), lost);
}

function frame(job) {
  const page = `/paint#job=${job.id}`;
  const name = job.style === 'style.png' ? 'Your own manner' : job.style.replaceAll('-', ' ');
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  const item = element('li', { class: 'panel painting' },
    element('a', { class: 'frame', href: page }, job.picture
      ? element('img', { src: job.picture, alt: `A painting: ${title}`, loading: 'lazy' })
      : element('img', { src: '/assets/picture.svg', alt: `No picture yet: ${title}` })),
    element('div', {}, element('h3', {}, title),
      element('p', { class: 'muted' }, [moment(job.created), job.order.preset, STATES[job.state]].filter(Boolean).join(' · '))),
    element('div', { class: 'actions' },
      job.picture ? element('a', { class: 'button slim', href: `/v1/style-jobs/${job.id}/image?download=1`, 'aria-label': `Download ${title}` }, 'Download') : null,
      element('button', { type: 'button', class: 'button slim quiet danger', 'aria-label': `Delete ${title}`, onclick: () => remove(job.id, item) }, 'Delete')));
  return item;
}

async function remove(id, item) {
  try {
    await call(`/v1/style-jobs/${id}/image`, { method: 'DELETE' });
  } catch (problem) {
    if (problem.status !== 404) {
      word.textContent = problem.message;
      return;
    }
  }
  paintings.remove(id);
  item.remove();
  count();
  word.setAttribute('tabindex', '-1');
  word.focus();
}

function said() {
  const all = receipts.all();
  $('#said-word').textContent = all.length === 0 ? 'Nothing yet. What you say of answers and paintings is listed here, with a button that takes it back.' : '';
  $('#said').replaceChildren(...all.map((entry) => {
    const item = element('li', { class: 'panel' },
      element('div', {}, element('p', {}, entry.what), element('p', { class: 'muted small' }, `${moment(entry.when)} · receipt `, element('span', { class: 'code' }, entry.id))));
    item.append(takeBackButton(entry.id, 'Delete it', (words) => {
      said();
      $('#said-word').textContent = words;
    }));
    return item;
  }));
}

said();
hang();
