// Four small variants in seconds, before minutes are spent on the large one.
import { call } from './api.js';
import { $, element } from './dom.js';
import { sheets } from './mine.js';

const SIZE = 160;
const VARIANTS = [
  { name: 'Gentle', strength: 0.4, detail: 1, emphasis: 1 },
  { name: 'As it is', strength: 1, detail: 1, emphasis: 1 },
  { name: 'Bold, fine brush', strength: 2.5, detail: 0.6, emphasis: 1.5 },
  { name: 'Bold, broad brush', strength: 2.5, detail: 1.6, emphasis: 0.67 },
];
const OVER = ['done', 'stopped', 'failed'];

const STILL_MILLIS = 20 * 3600 * 1000; // the server forgets the pictures after a day

let run = 0;
let open = [];

const bounded = (value, low, high) => Math.min(high, Math.max(low, value));

/** The small ones are of no use any more: the server forgets them. */
export async function forget() {
  const old = [...open, ...(sheets.read()?.ideas ?? []).map((one) => one.id)];
  open = [];
  sheets.forget();
  await Promise.allSettled([...new Set(old)].map((id) => call(`/v1/style-jobs/${id}/image`, { method: 'DELETE' })));
}

/** Shows four variants of an order; the one that is chosen is given to `paint`. */
export async function sheet(order, paint) {
  const mine = ++run;
  await forget();
  const ideas = VARIANTS.map((variant) => Object.assign(idea(variant), { wanted: {
    ...order,
    strength: bounded(order.strength * variant.strength, 0.1, 10),
    detail: bounded(order.detail * variant.detail, 0.25, 4),
    emphasis: variant.emphasis,
  } }));
  lay(ideas, paint);
  $('#sheet').scrollIntoView({ block: 'nearest' });
  for (const made of ideas) {
    const job = await call('/v1/style-jobs', {
      method: 'POST', json: { ...made.wanted, preset: 'quick', size: SIZE, settings: false },
    });
    made.id = job.id;
    open.push(job.id);
    sheets.write(ideas.filter((one) => one.id).map((one) => ({ id: one.id, name: one.variant.name, wanted: one.wanted })));
  }
  watch(ideas, mine);
}

/** Shows the sheet again that lay here when the page was left; an old one is forgotten. */
export async function again(paint) {
  const left = sheets.read();
  if (!left) {
    return;
  }
  if (Date.now() - left.when > STILL_MILLIS) {
    await forget();
    return;
  }
  const ideas = left.ideas.map((one) => Object.assign(idea({ name: one.name }), { id: one.id, wanted: one.wanted }));
  open = ideas.map((made) => made.id);
  lay(ideas, paint);
  watch(ideas, ++run);
}

function lay(ideas, paint) {
  const word = $('#sheet-word');
  word.textContent = 'Four small ones are being painted. Choose as soon as one pleases you.';
  $('#sheet .sheet').replaceChildren(...ideas.map((made) => element('li', {}, made.button)));
  $('#sheet').hidden = false;
  for (const made of ideas) {
    made.button.addEventListener('click', async () => {
      run++;
      ideas.forEach((other) => { other.button.disabled = true; });
      try {
        await forget();
        await paint(made.wanted);
        $('#sheet').hidden = true;
      } catch (problem) {
        word.textContent = problem.message;
        ideas.forEach((other) => { other.button.disabled = false; });
      }
    });
  }
}

function idea(variant) {
  const image = element('img', { alt: '', hidden: true });
  const state = element('small', {}, 'waits');
  const button = element('button', { type: 'button', class: 'idea' },
    element('span', { class: 'idea-frame' }, image), element('span', {}, variant.name), state);
  return { variant, image, state, button, version: 0, over: false };
}

/** Asks twice a second; one stream for each would use up the browser's connections. */
async function watch(ideas, mine) {
  const word = $('#sheet-word');
  while (mine === run && ideas.some((made) => !made.over)) {
    for (const made of ideas.filter((one) => !one.over)) {
      try {
        const job = await call(`/v1/style-jobs/${made.id}`);
        made.over = OVER.includes(job.state);
        made.state.textContent = job.state === 'queued' ? 'waits' : job.state === 'failed' ? job.message : made.over ? '' : `${job.done} of ${job.all || '…'}`;
        if (job.picture && job.version !== made.version) {
          made.version = job.version;
          made.image.src = job.picture;
          made.image.hidden = false;
        }
      } catch (problem) {
        made.over = problem.status === 404;
        made.state.textContent = problem.message;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  if (mine === run) {
    word.textContent = 'Which one shall be painted large?';
  }
}
