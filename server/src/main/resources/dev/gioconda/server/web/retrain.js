// The operator's page Retrain: begins, follows and stops what runs in the background, and decides about challengers.
import { call } from './api.js';
import { $, $$, element, sentence, tried } from './dom.js';

const RUNS = ['planning', 'planned', 'training'];
const NAMES = {
  planning: 'looks at the data', planned: 'knows what to do', training: 'trains and compares', done: 'done', stopped: 'stopped', failed: 'failed',
};
const AGAIN_MILLIS = 1000;

const word = $('#word');
let timer = 0;
let ran = false;

$('#begin')?.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  const wish = {
    dryRun: event.submitter.value === 'plan', fromScratch: form.elements.fromScratch.checked, after: Number(form.elements.after.value),
  };
  tried(async () => {
    show(await call('/v1/retrain', { method: 'POST', json: wish }));
    $('#run').scrollIntoView({ block: 'nearest' });
  });
});

$('#stop').addEventListener('click', () => tried(async () => {
  $('#stop').disabled = true;
  show(await call('/v1/retrain', { method: 'DELETE' }));
}));

for (const form of $$('.decision')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const [model, version] = form.dataset.version.split('/');
    const action = event.submitter.value;
    const why = form.elements.why.value.trim();
    tried(async () => {
      await call(`/v1/models/${model}/${action}`, { method: 'POST', json: action === 'promote' ? { version, why } : { why } });
      location.reload();
    });
  });
}

function show(view) {
  clearTimeout(timer);
  const runs = RUNS.includes(view.state);
  ran ||= runs;
  $('#run').hidden = view.state === 'idle';
  $('#state').textContent = view.dryRun && view.state === 'done' ? 'planned; nothing was trained' : NAMES[view.state] || view.state;
  $('#progress').hidden = view.dryRun || !runs;
  $('#progress').value = view.share;
  $('#stop').hidden = !runs;
  $('#stop').disabled = false;
  $$('#begin button').forEach((button) => { button.disabled = runs; });
  outcome(view);
  planned(view.plan);
  const log = $('#log');
  const below = log.scrollTop + log.clientHeight >= log.scrollHeight - 4;
  log.textContent = view.log.join('\n');
  $('#told').hidden = view.log.length === 0;
  if (below) {
    log.scrollTop = log.scrollHeight;
  }
  if (runs) {
    timer = setTimeout(look, AGAIN_MILLIS);
  } else if (ran && view.outcome?.version) {
    ran = false;
    $('#outcome').append(' ', element('a', { href: '/retrain' }, 'Decide about it.'));
  }
}

function outcome(view) {
  const version = view.outcome?.version;
  const below = version && $(`.decision[data-version="${version}"]`); // its findings stand there
  const said = view.problem || (view.outcome && {
    promoted: `${version} passed the gate and answers now.`,
    'kept-back': `${version} is kept back; the champion stays.${below ? ' Why, and what you can do, stands below.' : ''}`,
    'too-few': view.outcome.why, 'too-noisy': view.outcome.why,
  }[view.outcome.result]);
  $('#outcome').hidden = !said;
  $('#outcome').textContent = said || '';
  $('#outcome').classList.toggle('trouble', Boolean(view.problem));
  $('#findings').replaceChildren(...(below ? [] : view.outcome?.findings || []).map((finding) =>
    element('li', { class: finding.holds ? 'holds' : 'fails' },
      element('strong', {}, `${sentence(finding.rule)}:`), ` ${finding.holds ? 'yes' : 'no'} `, element('span', { class: 'muted' }, `– ${finding.sentence}`))));
}

function planned(plan) {
  const facts = plan ? [
    ['Champion', plan.champion],
    ['Base data', `${plan.data}: ${count(plan.train)} to learn from, ${count(plan.validation)} to choose on`],
    ['Hold-out', `${count(plan.holdout)} pictures${plan.frozen ? '' : ', not those that were frozen: it would be refused'}`],
    ['Accepted', `${count(plan.accepted)} ${plan.accepted === 1 ? 'picture' : 'pictures'}, ${count(plan.fresh)} new`],
    ...Object.entries(plan.excluded).map(([reason, many]) => ['Left out', `${count(many)}: ${reason}`]),
    ['Begins with', plan.beginsWith ? `${plan.beginsWith} (${plan.beginning})` : `nothing (${plan.beginning})`],
    ['Would train', plan.wouldTrain ? 'yes' : 'no, too few pictures are new'],
    ['Gate', plan.gate],
  ] : [];
  $('#planned').replaceChildren(...facts.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))));
}

const count = (number) => number.toLocaleString('en');

async function look() {
  await tried(async () => show(await call('/v1/retrain')));
  if (word.textContent) {
    timer = setTimeout(look, 3 * AGAIN_MILLIS); // the server is away for a moment
  }
}

look();
