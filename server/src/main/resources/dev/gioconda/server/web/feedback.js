// Sends feedback, and shows its receipt with a button that deletes the feedback.
import { call } from './api.js';
import { capitalize, element } from './dom.js';
import { receipts } from './storage.js';

/**
 * Sends feedback and shows the receipt.
 * @param place the element that is filled with the receipt
 * @param request the body of `POST /v1/feedback`
 * @param what a description of the feedback for the gallery
 */
export async function sendFeedback(place, request, what, thanks = 'Thank you.') {
  const { receipt, days, kept } = await call('/v1/feedback', { method: 'POST', json: request });
  receipts.add({ id: receipt, what, when: new Date().toISOString(), days });
  const storage = kept ? `The image is stored for at most ${days} days.`
    : request.consent ? 'The image is not stored: the storage quota is full.' : 'The image is not stored.';
  place.replaceChildren(
    element('p', {}, `${thanks} ${storage} Your receipt:`),
    element('p', { class: 'code' }, receipt),
    element('div', { class: 'actions' }, deleteButton(receipt, 'Delete my feedback', (text) => {
      place.replaceChildren(element('p', {}, text));
    })));
}

/** A button that deletes feedback; `onDeleted` is called with the text to show. */
export function deleteButton(receipt, label, onDeleted) {
  const button = element('button', { type: 'button', class: 'button slim danger' }, label);
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      await call(`/v1/feedback/${encodeURIComponent(receipt)}`, { method: 'DELETE' });
    } catch (error) {
      if (error.status !== 404) {
        button.disabled = false;
        button.after(element('span', { class: 'error', role: 'alert' }, capitalize(error.message)));
        return;
      }
    }
    receipts.remove(receipt);
    onDeleted('Deleted from the server.');
  });
  return button;
}
