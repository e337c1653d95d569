// The operator's page Retrain: starts, follows and stops a background run, and promotes or rolls back versions.
import { base, call } from './api.js';
import { $, $$, capitalize, element, showErrors } from './dom.js';

const RUNNING = ['planning', 'planned', 'training'];
const STATES = {
  planning: 'planning', planned: 'plan is ready', training: 'training and comparing', done: 'done', stopped: 'stopped', failed: 'failed',
};
const POLL_MILLIS = 1000;

const message = $('#message');
let timer = 0;
let wasRunning = false;

$('#start')?.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  const request = {
    dryRun: event.submitter.value === 'plan', fromScratch: form.elements.fromScratch.checked, after: Number(form.elements.after.value),
  };
  showErrors(async () => {
    render(await call('/v1/retrain', { method: 'POST', json: request }));
    $('#run').scrollIntoView({ block: 'nearest' });
  });
});

$('#stop').addEventListener('click', () => showErrors(async () => {
  $('#stop').disabled = true;
  render(await call('/v1/retrain', { method: 'DELETE' }));
}));

for (const form of $$('.decision')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const [model, version] = form.dataset.version.split('/');
    const action = event.submitter.value;
    const why = form.elements.why.value.trim();
    showErrors(async () => {
      await call(`/v1/models/${model}/${action}`, { method: 'POST', json: action === 'promote' ? { version, why } : { why } });
      location.reload();
    });
  });
}

function render(view) {
  clearTimeout(timer);
  const running = RUNNING.includes(view.state);
  wasRunning ||= running;
  $('#run').hidden = view.state === 'idle';
  $('#state').textContent = view.dryRun && view.state === 'done' ? 'plan only; nothing was trained' : STATES[view.state] || view.state;
  $('#progress').hidden = view.dryRun || !running;
  $('#progress').value = view.share;
  $('#stop').hidden = !running;
  $('#stop').disabled = false;
  $$('#start button').forEach((button) => { button.disabled = running; });
  renderOutcome(view);
  renderPlan(view.plan);
  const log = $('#log');
  const atBottom = log.scrollTop + log.clientHeight >= log.scrollHeight - 4;
  log.textContent = view.log.join('\n');
  $('#log-details').hidden = view.log.length === 0;
  if (atBottom) {
    log.scrollTop = log.scrollHeight;
  }
  if (running) {
    timer = setTimeout(poll, POLL_MILLIS);
  } else if (wasRunning && view.outcome?.version) {
    wasRunning = false;
    $('#outcome').append(' ', element('a', { href: `${base}/retrain` }, 'Show the gate report.'));
  }
}

function renderOutcome(view) {
  const version = view.outcome?.version;
  const hasReport = version && $(`.decision[data-version="${version}"]`); // then the checks are shown in the report
  const text = view.problem || (view.outcome && {
    promoted: `${version} passed the gate and is in use.`,
    'kept-back': `${version} was not promoted; the champion stays in use.${hasReport ? ' See its gate report below.' : ''}`,
    'too-few': view.outcome.why, 'too-noisy': view.outcome.why,
  }[view.outcome.result]);
  $('#outcome').hidden = !text;
  $('#outcome').textContent = text || '';
  $('#outcome').classList.toggle('error', Boolean(view.problem));
  $('#checks').replaceChildren(...(hasReport ? [] : view.outcome?.findings || []).map((check) =>
    element('li', { class: check.holds ? 'passed' : 'failed' },
      element('strong', {}, `${capitalize(check.rule)}:`), ` ${check.holds ? 'yes' : 'no'} `, element('span', { class: 'muted' }, `– ${check.sentence}`))));
}

function renderPlan(plan) {
  const facts = plan ? [
    ['Champion', plan.champion],
    ['Base data', `${plan.data}: ${count(plan.train)} training and ${count(plan.validation)} validation images`],
    ['Hold-out', `${count(plan.holdout)} images${plan.frozen ? '' : ', which differ from the frozen hold-out: the run would be rejected'}`],
    ['Accepted', `${count(plan.accepted)} ${plan.accepted === 1 ? 'image' : 'images'}, ${count(plan.fresh)} new`],
    ...Object.entries(plan.excluded).map(([reason, number]) => ['Excluded', `${count(number)}: ${reason}`]),
    ['Initial weights', plan.beginsWith ? `${plan.beginsWith} (${plan.beginning})` : `random (${plan.beginning})`],
    ['Would train', plan.wouldTrain ? 'yes' : `no: ${plan.obstacles.join(' ') || 'too few new images'}`],
    ['Gate', plan.gate],
  ] : [];
  $('#plan').replaceChildren(...facts.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))));
}

const count = (number) => number.toLocaleString('en');

async function poll() {
  await showErrors(async () => render(await call('/v1/retrain')));
  if (message.textContent) {
    timer = setTimeout(poll, 3 * POLL_MILLIS); // the server may be restarting
  }
}

poll();
