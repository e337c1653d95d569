// The few words with which the pages are built.

/** The first element that fits. */
export const $ = (selector, root = document) => root.querySelector(selector);

/** All elements that fit. */
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

const SVG = 'http://www.w3.org/2000/svg';

/** An element: `element('p', {class: 'small'}, 'words', other)`. `on…` listens, true and false set and leave out, the rest are attributes. */
export function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same in SVG. */
export function drawn(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      made.addEventListener(key.slice(2), value);
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(key, value === true ? '' : value);
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Does what an operator asked for; where it fails, the page's #word says why. */
export async function tried(work) {
  const word = $('#word');
  word.textContent = '';
  try {
    await work();
  } catch (problem) {
    word.textContent = problem.message;
    word.scrollIntoView({ block: 'nearest' });
  }
}

/** `96.0 %` */
export const percent = (share) => `${(100 * share).toFixed(1)} %`;

/** `not smiling` to `Not smiling` */
export const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/** How long, in words. */
export function duration(seconds) {
  if (seconds < 90) {
    return `${Math.max(1, Math.round(seconds))} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

/** A moment as the reader's own clock tells it. */
export const moment = (iso) =>
  new Date(iso).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
