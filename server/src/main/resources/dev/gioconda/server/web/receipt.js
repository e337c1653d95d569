// What a person gets for having said something: a receipt, and a button that takes it back.
import { call } from './api.js';
import { element, sentence } from './dom.js';
import { receipts } from './mine.js';

/** Says it; fills the place with the receipt. */
export async function tell(place, word, what, thanks = 'Thank you.') {
  const { receipt, days, kept: held } = await call('/v1/feedback', { method: 'POST', json: word });
  receipts.add({ id: receipt, what, when: new Date().toISOString(), days });
  const kept = held ? `The picture is kept for ${days} days at most.`
    : word.consent ? 'There is no room for more pictures, so yours is not kept.' : 'The picture is not kept.';
  place.replaceChildren(
    element('p', {}, `${thanks} ${kept} Your receipt:`),
    element('p', { class: 'code' }, receipt),
    element('div', { class: 'actions' }, takeBackButton(receipt, 'Delete what I said', (words) => {
      place.replaceChildren(element('p', {}, words));
    })));
}

/** A button that deletes what was said; `done` hears what came of it. */
export function takeBackButton(receipt, label, done) {
  const button = element('button', { type: 'button', class: 'button slim danger' }, label);
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      await call(`/v1/feedback/${encodeURIComponent(receipt)}`, { method: 'DELETE' });
    } catch (problem) {
      if (problem.status !== 404) {
        button.disabled = false;
        button.after(element('span', { class: 'trouble', role: 'alert' }, sentence(problem.message)));
        return;
      }
    }
    receipts.remove(receipt);
    done('Deleted. Nothing of it is left on the server.');
  });
  return button;
}
