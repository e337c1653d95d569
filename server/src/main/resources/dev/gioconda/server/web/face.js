// What is said of one face, and what the person says to that.
import { call } from './api.js';
import { element, percent, sentence } from './dom.js';
import { drawHeat, drawLegend } from './heat.js';
import { tell } from './receipt.js';

const UNSURE = "can't tell";

/** The card of a face of an answer, with the number that it has on the page; `map` and `box` lie over the picture, `consent` is the box that may be ticked. */
export function card(answer, index, number, { map, box, consent }) {
  const face = answer.faces[index];
  const attribute = answer.attribute.replaceAll('_', ' ').toLowerCase();
  const title = element('h3', {},
    answer.faces.length > 1 ? element('span', { class: 'number' }, `${number}`) : null,
    face.label === UNSURE ? "I can't tell" : sentence(face.label));
  const made = element('article', { class: 'face', 'aria-label': `Face ${number}` }, title,
    element('p', { class: 'probability' },
      element('meter', { min: 0, max: 1, value: face.probability, 'aria-label': `Probability of ${attribute}` }),
      element('span', {}, `${percent(face.probability)} ${attribute}`)),
    heatToggle(answer, index, map),
    verdict(answer, index, attribute, consent));
  const choose = (on) => box?.classList.toggle('chosen', on && answer.faces.length > 1);
  for (const [event, on] of [['mouseenter', true], ['mouseleave', false], ['focusin', true], ['focusout', false]]) {
    made.addEventListener(event, () => choose(on));
  }
  return made;
}

/** One map at a time: the button that shows it is pressed. */
function heatToggle(answer, index, map) {
  const button = element('button', { type: 'button', class: 'button slim', 'aria-pressed': 'false', 'data-heat': index }, 'Where it looked');
  const colours = element('canvas', { 'aria-hidden': 'true' });
  const legend = element('span', { class: 'legend', hidden: true }, 'little', colours, 'much');
  drawLegend(colours);
  const trouble = element('span', { class: 'trouble', role: 'alert' });
  const off = () => {
    button.setAttribute('aria-pressed', 'false');
    legend.hidden = true;
  };
  map.addEventListener('other', off);
  button.addEventListener('click', async () => {
    const wanted = button.getAttribute('aria-pressed') === 'false';
    map.dispatchEvent(new Event('other'));
    map.hidden = true;
    if (!wanted) {
      return;
    }
    try {
      const heat = await call(`/v1/answers/${answer.answer}/heat/${index}`);
      drawHeat(map, answer.width, answer.height, heat);
      map.hidden = false;
      legend.hidden = false;
      button.setAttribute('aria-pressed', 'true');
      trouble.textContent = '';
    } catch (problem) {
      trouble.textContent = problem.message;
    }
  });
  return element('div', { class: 'actions' }, button, legend, trouble);
}

/** One click says it: right or wrong where there was an answer, the label where there was none. */
function verdict(answer, index, attribute, consent) {
  const face = answer.faces[index];
  const yes = face.label === attribute;
  const choices = face.label === UNSURE
    ? [[sentence(attribute), { label: true }], [`Not ${attribute}`, { label: false }]]
    : [['Right', { said: 'right', label: yes }], ['Wrong', { said: 'wrong', label: !yes }]];
  const receipt = element('div', { class: 'receipt', role: 'status' });
  const row = element('div', { class: 'verdict' },
    element('span', {}, face.label === UNSURE ? 'What is it?' : 'Is that right?'),
    ...choices.map(([label, word]) => element('button', { type: 'button', class: 'button slim', onclick: () => say(word) }, label)));

  async function say(word) {
    row.querySelectorAll('button').forEach((button) => { button.disabled = true; });
    try {
      const truth = `${word.label ? '' : 'not '}${attribute}`;
      await tell(receipt, { answer: answer.answer, face: index, consent: consent.checked, ...word }, `A face is ${truth}; the answer was ${face.label}`, `Thank you, noted as ${truth}.`);
      row.remove();
    } catch (problem) {
      row.querySelectorAll('button').forEach((button) => { button.disabled = false; });
      receipt.replaceChildren(element('p', { class: 'trouble' }, problem.message));
    }
  }

  return element('div', {}, row, receipt);
}
