// The page Paint: two images and options, four previews, and then the job.
import { base, call } from './api.js';
import { $, $$ } from './dom.js';
import { showJob } from './job.js';
import { bindPicker } from './picker.js';
import { restorePreviews, showPreviews } from './previews.js';
import { paintings } from './storage.js';

const imageIds = { content: null, own: null }; // ids of uploaded images; an image is uploaded when it is first needed
const files = { content: null, own: null };
const form = $('#options');

const setError = (text) => { $('#error').textContent = text; };

function setFile(name) {
  return (file) => {
    files[name] = file;
    imageIds[name] = null;
    setError('');
  };
}

/** Reports a file that cannot be read; the image that was chosen before is not used for it. */
function rejectFile(name) {
  return (message) => {
    setFile(name)(null);
    setError(message);
  };
}

bindPicker($('#content'), { onImage: setFile('content'), onError: rejectFile('content'), acceptPaste: true });
bindPicker($('#own'), {
  onError: (message) => {
    rejectFile('own')(message);
    const tile = $('#own-image');
    URL.revokeObjectURL(tile.src);
    tile.src = `${base}/assets/placeholder.svg`;
    tile.classList.add('none');
  },
  onImage: (file) => {
    setFile('own')(file);
    const tile = $('#own-image');
    URL.revokeObjectURL(tile.src);
    tile.src = URL.createObjectURL(file);
    tile.classList.remove('none');
    $('input[name=style][value=own]').checked = true;
  },
});
$('#own-image').classList.add('none');

const SLIDER_BASES = { strength: 4, styleScale: 2 }; // a slider position p means a factor of base ** p

const factor = (slider) => SLIDER_BASES[slider] ** Number(form.elements[slider].value);
const showFactors = () => {
  for (const slider of Object.keys(SLIDER_BASES)) {
    const value = factor(slider);
    $(`#${slider}-value`).textContent = value === 1 ? 'of the preset' : `× ${value.toFixed(2)}`;
  }
};
form.addEventListener('input', showFactors);
showFactors();

/** The id of an image on the server; uploads it if needed. */
async function upload(name) {
  if (!files[name]) {
    throw new Error(name === 'content' ? 'Choose your image first.' : 'Choose your own style image, or select one from the gallery.');
  }
  imageIds[name] ??= (await call('/v1/images', { method: 'POST', image: files[name] })).image;
  return imageIds[name];
}

/** The request for a style job, from the current options. */
async function jobRequest() {
  const style = $('input[name=style]:checked').value;
  return {
    content: await upload('content'),
    style: style === 'own' ? await upload('own') : style,
    preset: form.elements.preset.value,
    size: Number(form.elements.size.value),
    strength: factor('strength'),
    styleScale: factor('styleScale'),
    colours: form.elements.colours.value,
    settings: form.elements.settings.checked,
  };
}

const setBusy = (busy) => $$('#show-previews, #paint').forEach((button) => { button.disabled = busy; });

async function runAction(action) {
  setError('');
  setBusy(true);
  try {
    await action();
  } catch (error) {
    if (error.status === 410) {
      imageIds.content = imageIds.own = null; // the uploads have expired: the next attempt sends them again
    }
    setError(error.message);
  } finally {
    setBusy(false);
  }
}

async function paint(request) {
  const job = await call('/v1/style-jobs', {
    method: 'POST', json: request, headers: { 'Idempotency-Key': crypto.randomUUID?.() ?? `${Math.random()}${Date.now()}` },
  });
  paintings.add({ id: job.id, key: job.ownerKey, when: job.created, over: false });
  location.hash = `job=${job.id}`; // which calls route()
}

$('#show-previews').addEventListener('click', () => runAction(async () => showPreviews(await jobRequest(), paint)));
$('#paint').addEventListener('click', () => runAction(async () => paint(await jobRequest())));

let leaveJob = null;

/** Shows what the address names: the job `#job=ID`, or the form. */
function route() {
  leaveJob?.();
  leaveJob = null;
  const id = /^#job=([0-9a-f]{32})$/.exec(location.hash)?.[1];
  $('#setup').hidden = Boolean(id);
  $('.intro').hidden = Boolean(id);
  $('#job').hidden = !id;
  const running = paintings.all().find((painting) => !painting.over);
  $('#running').hidden = Boolean(id) || !running;
  if (running && !id) {
    $('#running span').textContent = 'A style transfer of yours is in progress.';
    $('#running a').href = `#job=${running.id}`;
  }
  if (id) {
    leaveJob = showJob(id);
    scrollTo(0, 0);
  }
}

$('#new-painting').addEventListener('click', (event) => {
  event.preventDefault();
  history.pushState(null, '', `${base}/paint`);
  route();
});
addEventListener('hashchange', route);
addEventListener('popstate', route);
route();
restorePreviews(paint);
