// The operator's pages: decisions go through the same API that programs use; the browser's cookie carries the token.
import { call } from './api.js';
import { $, $$, tried } from './dom.js';

$('#promote')?.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  const action = event.submitter.value;
  const [model, version] = form.elements.version.value.split('/');
  const why = form.elements.why.value.trim();
  tried(async () => {
    await call(`/v1/models/${model}/${action}`, { method: 'POST', json: action === 'promote' ? { version, why } : { why } });
    location.reload();
  });
});

for (const button of $$('[data-decide]')) {
  button.addEventListener('click', () => tried(async () => {
    const group = button.closest('.group');
    const accepted = button.dataset.decide === 'accept';
    for (const id of group.dataset.answers.split(' ')) {
      await call(`/v1/review/${id}`, { method: 'POST', json: { accepted } });
    }
    group.classList.add('decided');
    $$('button', group).forEach((one) => one.remove());
    $('.actions', group).textContent = accepted ? 'Accepted: the next retraining learns from it.' : 'Rejected: nothing learns from it.';
  }));
}
