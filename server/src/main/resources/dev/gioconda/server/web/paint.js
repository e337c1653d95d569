// The page Paint: two pictures and some choices, four small ideas, and then the easel.
import { call } from './api.js';
import { $, $$ } from './dom.js';
import { attach } from './easel.js';
import { again, sheet } from './ideas.js';
import { paintings } from './mine.js';
import { picker } from './pictures.js';

const chosen = { content: null, own: null }; // ids of pictures on the server, made when they are needed
const files = { content: null, own: null };
const trouble = $('#trouble');
const form = $('#options');

const refuse = (words) => { trouble.textContent = words; };

function keep(name) {
  return (picture) => {
    files[name] = picture;
    chosen[name] = null;
    refuse('');
  };
}

picker($('#content'), { taken: keep('content'), failed: refuse, pasted: true });
picker($('#own'), {
  failed: refuse,
  taken: (picture) => {
    keep('own')(picture);
    const tile = $('#own-picture');
    URL.revokeObjectURL(tile.src);
    tile.src = URL.createObjectURL(picture);
    tile.classList.remove('none');
    $('input[name=style][value=own]').checked = true;
  },
});
$('#own-picture').classList.add('none');

const factor = (slider, base) => base ** Number(form.elements[slider].value);
const words = () => {
  for (const [slider, base] of [['strength', 4], ['detail', 2]]) {
    const value = factor(slider, base);
    $(`#${slider}-word`).textContent = value === 1 ? 'as the preset has it' : `× ${value.toFixed(2)}`;
  }
};
form.addEventListener('input', words);
words();

/** The id of a picture on the server; it is sent once. */
async function sent(name) {
  if (!files[name]) {
    throw new Error(name === 'content' ? 'Choose your picture first.' : 'Choose a painting of your own, or take one of the gallery.');
  }
  chosen[name] ??= (await call('/v1/images', { method: 'POST', picture: files[name] })).image;
  return chosen[name];
}

/** What is ordered, as the choices stand. */
async function order() {
  const style = $('input[name=style]:checked').value;
  return {
    content: await sent('content'),
    style: style === 'own' ? await sent('own') : style,
    preset: form.elements.preset.value,
    size: Number(form.elements.size.value),
    strength: factor('strength', 4),
    detail: factor('detail', 2),
    colours: form.elements.colours.value,
    settings: form.elements.settings.checked,
  };
}

const working = (on) => $$('#ideas, #straight').forEach((button) => { button.disabled = on; });

async function tried(work) {
  refuse('');
  working(true);
  try {
    await work();
  } catch (problem) {
    if (problem.status === 410) {
      chosen.content = chosen.own = null; // the server has forgotten the pictures: the next try sends them again
    }
    refuse(problem.message);
  } finally {
    working(false);
  }
}

async function paint(wanted) {
  const job = await call('/v1/style-jobs', {
    method: 'POST', json: wanted, headers: { 'Idempotency-Key': crypto.randomUUID?.() ?? `${Math.random()}${Date.now()}` },
  });
  paintings.add({ id: job.id, when: job.created, over: false });
  location.hash = `job=${job.id}`; // and the page follows its address
}

$('#ideas').addEventListener('click', () => tried(async () => sheet(await order(), paint)));
$('#straight').addEventListener('click', () => tried(async () => paint(await order())));

let leave = null;

/** The address says what is shown: the set-up, or the easel with a painting that goes on wherever it was left. */
function follow() {
  leave?.();
  leave = null;
  const id = /^#job=([0-9a-f]{32})$/.exec(location.hash)?.[1];
  $('#setup').hidden = Boolean(id);
  $('.intro').hidden = Boolean(id);
  $('#easel').hidden = !id;
  const open = paintings.all().find((painting) => !painting.over);
  $('#running').hidden = Boolean(id) || !open;
  if (open && !id) {
    $('#running span').textContent = 'You left a painting here.';
    $('#running a').href = `#job=${open.id}`;
  }
  if (id) {
    leave = attach(id);
    scrollTo(0, 0);
  }
}

$('#again').addEventListener('click', (event) => {
  event.preventDefault();
  history.pushState(null, '', '/paint');
  follow();
});
addEventListener('hashchange', follow);
addEventListener('popstate', follow);
follow();
again(paint);
