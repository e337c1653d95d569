// The rating form of a finished job: stars, a reason, and consent.
import { $ } from './dom.js';
import { sendFeedback } from './feedback.js';

/** Binds the form to a job. */
export function bindRating(job) {
  const form = $('#rating');
  const place = $('.receipt', form);
  const button = $('button', form);
  form.reset();
  place.replaceChildren();
  button.disabled = false;
  form.onsubmit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      const stars = Number(form.elements.stars.value);
      await sendFeedback(place, {
        job, stars, reason: form.elements.reason.value || null, consent: form.elements.consent.checked,
      }, `${stars} of 5 stars for a stylized image`);
    } catch (error) {
      button.disabled = false;
      place.textContent = error.message;
    }
  };
}
