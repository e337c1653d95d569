// Four small previews in seconds, before a full-size style transfer that takes minutes.
import { call } from './api.js';
import { $, element } from './dom.js';
import { deleteByKey } from './jobs.js';
import { previewStorage } from './storage.js';

const SIZE = 160; // pixels, long side
const VARIANTS = [
  { name: 'Weak', strength: 0.4, styleScale: 1, emphasis: 1 },
  { name: 'As set', strength: 1, styleScale: 1, emphasis: 1 },
  { name: 'Strong, fine brush', strength: 2.5, styleScale: 0.6, emphasis: 1.5 },
  { name: 'Strong, coarse brush', strength: 2.5, styleScale: 1.6, emphasis: 0.67 },
];
const FINISHED = ['done', 'stopped', 'failed'];

const MAX_AGE_MILLIS = 20 * 3600 * 1000; // the server deletes uploads after a day
const POLL_MILLIS = 500;

let run = 0;
let jobs = []; // with id and key

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/** Deletes the preview jobs from the server and from the browser storage. */
async function discard() {
  const keys = new Map([...(previewStorage.read()?.ideas ?? []), ...jobs].map(({ id, key }) => [id, key]));
  jobs = [];
  previewStorage.remove();
  await Promise.allSettled([...keys].map(([id, key]) => deleteByKey(id, key)));
}

/** Starts four variants of a request and shows them; `paint` is called with the request of the chosen one. */
export async function showPreviews(request, paint) {
  const thisRun = ++run;
  await discard();
  const previews = VARIANTS.map((variant) => Object.assign(preview(variant.name), { request: {
    ...request,
    strength: clamp(request.strength * variant.strength, 0.1, 10),
    styleScale: clamp(request.styleScale * variant.styleScale, 0.25, 4),
    emphasis: variant.emphasis,
  } }));
  render(previews, paint);
  $('#previews').scrollIntoView({ block: 'nearest' });
  for (const one of previews) {
    const job = await call('/v1/style-jobs', {
      method: 'POST', json: { ...one.request, preset: 'quick', size: SIZE, settings: false },
    });
    one.id = job.id;
    one.key = job.ownerKey;
    jobs.push(one);
    previewStorage.write(previews.filter(({ id }) => id).map(({ id, key, name, request: wanted }) => ({ id, key, name, wanted })));
  }
  poll(previews, thisRun);
}

/** Shows the previews that were open when the page was left; deletes them if they are too old. */
export async function restorePreviews(paint) {
  const stored = previewStorage.read();
  if (!stored) {
    return;
  }
  if (Date.now() - stored.when > MAX_AGE_MILLIS) {
    await discard();
    return;
  }
  const previews = stored.ideas.map(({ id, key, name, wanted }) => Object.assign(preview(name), { id, key, request: wanted }));
  jobs = [...previews];
  render(previews, paint);
  poll(previews, ++run);
}

function render(previews, paint) {
  const message = $('#previews-message');
  message.textContent = 'Four previews are being computed. You can choose one before they are finished.';
  $('#previews .preview-list').replaceChildren(...previews.map(({ button }) => element('li', {}, button)));
  $('#previews').hidden = false;
  for (const one of previews) {
    one.button.addEventListener('click', async () => {
      run++;
      previews.forEach(({ button }) => { button.disabled = true; });
      try {
        await discard();
        await paint(one.request);
        $('#previews').hidden = true;
      } catch (error) {
        message.textContent = error.message;
        previews.forEach(({ button }) => { button.disabled = false; });
      }
    });
  }
}

function preview(name) {
  const image = element('img', { alt: '', hidden: true });
  const state = element('small', {}, 'queued');
  const button = element('button', { type: 'button', class: 'preview' },
    element('span', { class: 'preview-frame' }, image), element('span', {}, name), state);
  return { name, image, state, button, version: 0, finished: false };
}

/** Polls twice a second; an event stream for each preview would use up the browser's connections. */
async function poll(previews, thisRun) {
  const message = $('#previews-message');
  while (thisRun === run && previews.some(({ finished }) => !finished)) {
    for (const one of previews.filter(({ finished }) => !finished)) {
      try {
        const job = await call(`/v1/style-jobs/${one.id}`);
        one.finished = FINISHED.includes(job.state);
        one.state.textContent = job.state === 'queued' ? 'queued' : job.state === 'failed' ? job.message : one.finished ? '' : `${job.done} of ${job.all || '…'}`;
        if (job.picture && job.version !== one.version) {
          one.version = job.version;
          one.image.src = job.picture;
          one.image.hidden = false;
        }
      } catch (error) {
        one.finished = error.status === 404;
        one.state.textContent = error.message;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
  }
  if (thisRun === run) {
    message.textContent = 'Which one should be computed at full size?';
  }
}
