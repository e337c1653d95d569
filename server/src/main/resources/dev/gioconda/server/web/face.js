// The result for one face: label, probability, heat map and feedback.
import { call } from './api.js';
import { capitalize, element, percent } from './dom.js';
import { sendFeedback } from './feedback.js';
import { drawHeatMap, drawLegend } from './heatmap.js';

const UNCERTAIN = "can't tell";

/**
 * The card of one face.
 * @param answer the response of `/v1/classify`
 * @param index of the face in the response
 * @param number of the face on the page, from 1
 * @param map the canvas over the image on which the heat map is drawn
 * @param box the SVG rectangle of the face
 * @param consent the checkbox for storing the image
 * @param consentLabel its label, if the card contains it; otherwise null
 * @param thumbnail an image of the face; null if it is the only one
 */
export function faceCard(answer, index, number, { map, box, consent, consentLabel, thumbnail }) {
  const face = answer.faces[index];
  const attribute = answer.attribute.replaceAll('_', ' ').toLowerCase();
  const title = element('h3', {},
    thumbnail ? element('span', { class: 'number' }, `${number}`) : null,
    capitalize(face.label));
  const card = element('article', { class: 'face', 'aria-label': `Face ${number}` },
    element('div', { class: 'face-head' }, thumbnail, title,
      element('p', { class: 'probability' },
        element('meter', { min: 0, max: 1, value: face.probability, 'aria-label': `Probability of ${attribute}` }),
        element('span', {}, `${percent(face.probability)} ${attribute}`))),
    face.label === UNCERTAIN && face.reasons.length > 0
      ? element('p', { class: 'why small' }, `${capitalize(face.reasons[0])}.`)
      : null,
    heatMapToggle(answer, index, map),
    consentLabel,
    feedbackButtons(answer, index, attribute, consent));
  const highlight = (on) => box?.classList.toggle('chosen', on && answer.faces.length > 1);
  for (const [event, on] of [['mouseenter', true], ['mouseleave', false], ['focusin', true], ['focusout', false]]) {
    card.addEventListener(event, () => highlight(on));
  }
  return card;
}

/** Shows one heat map at a time; the button of the shown one is pressed. */
function heatMapToggle(answer, index, map) {
  const button = element('button', { type: 'button', class: 'button slim', 'aria-pressed': 'false', 'data-heat': index }, 'Heat map');
  const colors = element('canvas', { 'aria-hidden': 'true' });
  const legend = element('span', { class: 'legend', hidden: true }, 'low', colors, 'high');
  drawLegend(colors);
  const error = element('span', { class: 'error', role: 'alert' });
  map.addEventListener('reset', () => {
    button.setAttribute('aria-pressed', 'false');
    legend.hidden = true;
  });
  button.addEventListener('click', async () => {
    const show = button.getAttribute('aria-pressed') === 'false';
    map.dispatchEvent(new Event('reset'));
    map.hidden = true;
    if (!show) {
      return;
    }
    try {
      drawHeatMap(map, answer.width, answer.height, await call(`/v1/answers/${answer.answer}/heat/${index}`));
      map.hidden = false;
      legend.hidden = false;
      button.setAttribute('aria-pressed', 'true');
      error.textContent = '';
    } catch (failure) {
      error.textContent = failure.message;
    }
  });
  return element('div', { class: 'actions' }, button, legend, error);
}

/** Feedback with one click: right or wrong if there is a label, the true label if the classifier was uncertain. */
function feedbackButtons(answer, index, attribute, consent) {
  const face = answer.faces[index];
  const positive = face.label === attribute;
  const choices = face.label === UNCERTAIN
    ? [[capitalize(attribute), { label: true }], [`Not ${attribute}`, { label: false }]]
    : [['Right', { said: 'right', label: positive }], ['Wrong', { said: 'wrong', label: !positive }]];
  const receipt = element('div', { class: 'receipt', role: 'status' });
  const row = element('div', { class: 'verdict' },
    element('span', {}, face.label === UNCERTAIN ? 'Which is right?' : 'Is that right?'),
    ...choices.map(([text, verdict]) => element('button', { type: 'button', class: 'button slim', onclick: () => submit(verdict) }, text)));

  async function submit(verdict) {
    row.querySelectorAll('button').forEach((button) => { button.disabled = true; });
    try {
      const truth = `${verdict.label ? '' : 'not '}${attribute}`;
      const request = { answer: answer.answer, face: index, consent: consent.checked, ...verdict };
      await sendFeedback(receipt, request, `Face labeled ${truth}; the prediction was ${face.label}`, `Thank you, recorded as ${truth}.`);
      row.remove();
    } catch (failure) {
      row.querySelectorAll('button').forEach((button) => { button.disabled = false; });
      receipt.replaceChildren(element('p', { class: 'error' }, failure.message));
    }
  }

  return element('div', {}, row, receipt);
}
