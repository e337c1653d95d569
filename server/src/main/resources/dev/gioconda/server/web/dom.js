// Functions to find, create and fill elements, and to format values.

/** The first element that matches. */
export const $ = (selector, root = document) => root.querySelector(selector);

/** All elements that match. */
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Creates an element: `element('p', {class: 'small'}, 'text', child)`. A key `on…` adds an event listener; true sets an empty attribute;
 * false, null and undefined set none.
 */
export function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** Creates an SVG element in the same way. */
export function svgElement(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(target, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      target.addEventListener(key.slice(2), value);
    } else if (value !== false && value !== null && value !== undefined) {
      target.setAttribute(key, value === true ? '' : value);
    }
  }
  target.append(...children.filter((child) => child !== null && child !== undefined));
  return target;
}

/** Runs an operator's action; an error is shown in the page's #message. */
export async function showErrors(action) {
  const message = $('#message');
  message.textContent = '';
  try {
    await action();
  } catch (error) {
    message.textContent = error.message;
    message.scrollIntoView({ block: 'nearest' });
  }
}

/** `0.96` to `96.0 %`, rounded to the next tenth, half up, as the server does. */
export function percent(fraction) {
  const tenths = Math.round(1000 * fraction);
  return `${Math.floor(tenths / 10)}.${tenths % 10} %`;
}

/** `not smiling` to `Not smiling` */
export const capitalize = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Seconds as `12 s`, `5 min` or `1.5 h`. */
export function duration(seconds) {
  if (seconds < 90) {
    return `${Math.max(1, Math.round(seconds))} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

/** An ISO timestamp in the reader's locale and time zone. */
export const formatTime = (iso) =>
  new Date(iso).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
