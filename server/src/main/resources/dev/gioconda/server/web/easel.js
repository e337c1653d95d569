// A painting that grows: attaches to a job wherever it stands, and again after a lost connection or a restart of the server.
import { call } from './api.js';
import { comparing } from './compare.js';
import { $, duration, element } from './dom.js';
import { paintings } from './mine.js';
import { stars } from './stars.js';

const OVER = ['done', 'stopped', 'failed'];
const AGAIN_MILLIS = 2000;

/** Watches a job; gives a function that stops watching. */
export function attach(id) {
  const path = `/v1/style-jobs/${id}`;
  const canvas = comparing($('#canvas'));
  const say = speaker();
  let events = null;
  let timer = 0;
  let left = false;
  let over = false;
  let version = 0;

  reset();
  canvas.before(`${path}/content`);
  $('#stop').onclick = () => asked(async () => {
    $('#stop').disabled = true;
    show(await call(path, { method: 'DELETE' }));
  });
  $('#forget').onclick = () => asked(async () => {
    await call(`${path}/image`, { method: 'DELETE' });
    gone('Deleted. Nothing of it is left on the server.');
  });
  document.addEventListener('visibilitychange', look);
  look();

  /** Listens while the page is seen; a page in the background takes no connection. */
  function look() {
    if (left || over || document.hidden) {
      close();
    } else if (!events) {
      ask();
    }
  }

  function listen() {
    close();
    events = new EventSource(`${path}/events`);
    events.addEventListener('job', (event) => show(JSON.parse(event.data)));
    events.addEventListener('gone', () => gone('This painting was deleted, or its time was over.'));
    events.onerror = () => {
      if (over || left) {
        return;
      }
      close();
      trouble('The server does not answer. The painting goes on when it does; trying again …');
      timer = setTimeout(ask, AGAIN_MILLIS);
    };
  }

  /** How it stands; then every change. */
  async function ask() {
    try {
      show(await call(path));
      trouble('');
      if (!left && !over && !document.hidden) {
        listen();
      }
    } catch (problem) {
      if (problem.status === 404) {
        gone('This painting was deleted, or its time was over.');
      } else if (!left) {
        trouble(problem.message);
        timer = setTimeout(ask, AGAIN_MILLIS);
      }
    }
  }

  function close() {
    clearTimeout(timer);
    events?.close();
    events = null;
  }

  function show(job) {
    if (left) {
      return;
    }
    const done = OVER.includes(job.state);
    $('#state').textContent = title(job);
    $('#left').textContent = rest(job);
    say(title(job), job);
    const progress = $('#progress');
    progress.max = job.all || 1;
    progress.value = job.state === 'done' ? progress.max : job.done;
    document.title = `${done ? title(job) : job.all ? `${Math.round((100 * job.done) / job.all)} %` : 'Waiting'} · Gioconda`;
    recipe(job);
    if (job.width) {
      canvas.shape(job.width, job.height);
    }
    if (job.picture && job.version !== version) {
      version = job.version;
      canvas.after(job.picture);
    }
    $('#stop').hidden = done;
    $('#stop').disabled = job.state === 'stopping';
    $('#forget').hidden = !done;
    $('#download').hidden = !done || !job.picture;
    $('#download').href = `${path}/image?download=1`;
    if (done) {
      over = true;
      close();
      paintings.add({ id, when: job.created, over: true });
      $('#stars').hidden = !job.picture;
      stars(id);
    }
  }

  function gone(words) {
    over = true;
    close();
    paintings.remove(id);
    $('#state').textContent = words;
    $('#left').textContent = '';
    canvas.empty();
    ['#stop', '#forget', '#download', '#stars', '#progress'].forEach((one) => { $(one).hidden = true; });
  }

  async function asked(work) {
    try {
      await work();
      trouble('');
    } catch (problem) {
      $('#stop').disabled = false;
      trouble(problem.message);
    }
  }

  return () => {
    left = true;
    close();
    document.removeEventListener('visibilitychange', look);
    document.title = 'Paint · Gioconda';
  };
}

const trouble = (words) => { $('#easel-trouble').textContent = words; };

function reset() {
  trouble('');
  $('#state').textContent = 'Looking …';
  $('#left').textContent = '';
  ['#forget', '#download', '#stars'].forEach((one) => { $(one).hidden = true; });
  ['#stop', '#progress'].forEach((one) => { $(one).hidden = false; });
}

function title(job) {
  switch (job.state) {
    case 'queued': return job.position === 0 ? 'Next in line' : `${job.position} before yours`;
    case 'painting': return 'Painting';
    case 'stopping': return 'Putting the brush down';
    case 'done': return 'Done';
    case 'stopped': return job.picture ? 'Stopped; this is the best so far' : 'Stopped before it began';
    default: return job.message || 'It could not be painted';
  }
}

function rest(job) {
  if (job.state === 'done' || job.state === 'stopped') {
    return job.seconds ? `painted in ${duration(job.seconds)}` : '';
  }
  if (job.state !== 'painting' || !job.all) {
    return '';
  }
  const time = job.secondsLeft === null ? '' : `, about ${duration(job.secondsLeft)} left`;
  return `step ${job.done} of ${job.all}${time}`;
}

/** Tells a screen reader when the state changes and at every quarter, not at every step. */
function speaker() {
  let last = '';
  return (words, job) => {
    const quarter = job.all ? Math.floor((4 * job.done) / job.all) * 25 : 0;
    const now = job.state === 'painting' ? `${words}, ${quarter} percent` : words;
    if (now !== last) {
      last = now;
      $('#spoken').textContent = now;
    }
  };
}

function recipe(job) {
  const colours = { style: 'of the painting', luminance: 'kept', linear: 'kept, softly' }[job.order.colours];
  const style = job.style === 'style.png' ? 'your own' : job.style.replaceAll('-', ' ');
  const facts = [['Manner', style], ['Preset', job.order.preset], ['Long side', `${job.order.size} pixels`], ['Colours', colours]];
  $('#recipe').replaceChildren(...facts.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))));
}
