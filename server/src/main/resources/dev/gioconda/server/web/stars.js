// Stars for a painting, and why.
import { $ } from './dom.js';
import { tell } from './receipt.js';

/** Lets the form speak of this painting. */
export function stars(job) {
  const form = $('#stars');
  const place = $('.receipt', form);
  const button = $('button', form);
  form.reset();
  place.replaceChildren();
  button.disabled = false;
  form.onsubmit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      const said = Number(form.elements.stars.value);
      await tell(place, {
        job, stars: said, reason: form.elements.reason.value || null, consent: form.elements.consent.checked,
      }, `${said} of 5 stars for a painting`);
    } catch (problem) {
      button.disabled = false;
      place.textContent = problem.message;
    }
  };
}
