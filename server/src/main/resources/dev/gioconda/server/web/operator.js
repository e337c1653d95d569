// The operator's pages Models and Review. They use the same API as other clients; the browser's cookie identifies the session.
import { call } from './api.js';
import { $, $$, showErrors } from './dom.js';

$('#promote')?.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  const action = event.submitter.value;
  const [model, version] = form.elements.version.value.split('/');
  const why = form.elements.why.value.trim();
  showErrors(async () => {
    await call(`/v1/models/${model}/${action}`, { method: 'POST', json: action === 'promote' ? { version, why } : { why } });
    location.reload();
  });
});

for (const button of $$('[data-decide]')) {
  button.addEventListener('click', () => showErrors(async () => {
    const group = button.closest('.group');
    const accepted = button.dataset.decide === 'accept';
    const usable = ids(group.dataset.usable);
    const withoutConsent = ids(group.dataset.withoutConsent);
    for (const id of usable) {
      await decide(id, accepted);
    }
    for (const id of withoutConsent) {
      await decide(id, false);
    }
    group.classList.add('decided');
    $$('button', group).forEach((one) => one.remove());
    $('.actions', group).textContent = accepted
      ? `Accepted: used in the next retraining.${withoutConsent.length ? ` Rejected: ${withoutConsent.length} without consent.` : ''}`
      : 'Rejected: not used for training.';
  }));
}

const ids = (text) => text.split(' ').filter(Boolean);

const decide = (id, accepted) => call(`/v1/review/${id}`, { method: 'POST', json: { accepted } });
