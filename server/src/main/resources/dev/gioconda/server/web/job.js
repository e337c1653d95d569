// Shows a style job while it runs. Reconnects after a lost connection or a restart of the server.
import { base, call } from './api.js';
import { compareView } from './compare.js';
import { $, duration, element } from './dom.js';
import { canRestore, confirmDeletion, deleteJob, isOwn, restoreJob, stopJob } from './jobs.js';
import { bindRating } from './rating.js';
import { paintings } from './storage.js';

const FINISHED = ['done', 'stopped', 'failed'];
const RETRY_MILLIS = 2000;

/** Shows a job and follows its progress; returns a function that stops following. */
export function showJob(id) {
  const path = `/v1/style-jobs/${id}`;
  const view = compareView($('#comparison'));
  const announce = announcer();
  let events = null;
  let timer = 0;
  let left = false;
  let finished = false;
  let version = 0;

  reset();
  view.setBefore(`${base}${path}/content`);
  $('#stop').onclick = () => runAction(async () => {
    $('#stop').disabled = true;
    render(await stopJob(id));
  });
  $('#delete').onclick = () => runAction(async () => {
    if (await confirmDeletion('The stylized image')) {
      await deleteJob(id);
      showDeleted();
      $('#undo').focus();
    }
  });
  $('#undo').onclick = () => runAction(async () => {
    await restoreJob(id);
    finished = false;
    version = 0;
    reset();
    view.setBefore(`${base}${path}/content`);
    await fetchJob();
    $('#delete').focus();
  });
  document.addEventListener('visibilitychange', followIfVisible);
  followIfVisible();

  /** Keeps an event stream only while the page is visible; a background page holds no connection. */
  function followIfVisible() {
    if (left || finished || document.hidden) {
      disconnect();
    } else if (!events) {
      fetchJob();
    }
  }

  function openEventStream() {
    disconnect();
    events = new EventSource(`${base}${path}/events`);
    events.addEventListener('job', (event) => render(JSON.parse(event.data)));
    events.addEventListener('gone', showDeleted);
    events.onerror = () => {
      if (finished || left) {
        return;
      }
      disconnect();
      setError('The server does not respond. The job continues once the server is back. Retrying …');
      timer = setTimeout(fetchJob, RETRY_MILLIS);
    };
  }

  /** Fetches the current state, then subscribes to changes. */
  async function fetchJob() {
    try {
      render(await call(path));
      setError('');
      if (!left && !finished && !document.hidden) {
        openEventStream();
      }
    } catch (error) {
      if (error.status === 404) {
        showDeleted();
      } else if (!left) {
        setError(error.message);
        timer = setTimeout(fetchJob, RETRY_MILLIS);
      }
    }
  }

  function disconnect() {
    clearTimeout(timer);
    events?.close();
    events = null;
  }

  function render(job) {
    if (left) {
      return;
    }
    const done = FINISHED.includes(job.state);
    $('#state').textContent = stateText(job);
    $('#remaining').textContent = progressText(job);
    announce(stateText(job), job);
    const progress = $('#progress');
    progress.max = job.all || 1;
    progress.value = job.state === 'done' ? progress.max : job.done;
    document.title = `${done ? stateText(job) : job.all ? `${Math.round((100 * job.done) / job.all)} %` : 'Queued'} · Gioconda`;
    renderSettings(job);
    if (job.width) {
      view.setSize(job.width, job.height);
    }
    if (job.picture && job.version !== version) {
      version = job.version;
      view.setAfter(job.picture);
    }
    $('#stop').hidden = done || !isOwn(id);
    $('#stop').disabled = job.state === 'stopping';
    $('#delete').hidden = !done || !isOwn(id);
    $('#undo').hidden = true;
    $('#download').hidden = !done || !job.picture;
    $('#download').href = `${base}${path}/image?download=1`;
    if (done) {
      finished = true;
      disconnect();
      paintings.add({ ...paintings.find(id), id, when: job.created, over: true });
      $('#rating').hidden = !job.picture;
      bindRating(id);
    }
  }

  /** Shows that the job is gone; its owner can restore it for a while. */
  function showDeleted() {
    finished = true;
    disconnect();
    const undo = canRestore(id);
    if (!undo) {
      paintings.remove(id);
    }
    $('#state').textContent = undo ? 'Deleted from the server. You can undo this for 10 minutes.' : 'This image was deleted or has expired.';
    $('#announcement').textContent = $('#state').textContent;
    $('#undo').hidden = !undo;
    $('#remaining').textContent = '';
    view.clear();
    ['#stop', '#delete', '#download', '#rating', '#progress'].forEach((selector) => { $(selector).hidden = true; });
  }

  async function runAction(action) {
    try {
      await action();
      setError('');
    } catch (error) {
      $('#stop').disabled = false;
      setError(error.message);
    }
  }

  return () => {
    left = true;
    disconnect();
    document.removeEventListener('visibilitychange', followIfVisible);
    document.title = 'Paint · Gioconda';
  };
}

const setError = (text) => { $('#job-error').textContent = text; };

function reset() {
  setError('');
  $('#state').textContent = 'Loading …';
  $('#remaining').textContent = '';
  ['#stop', '#delete', '#undo', '#download', '#rating'].forEach((selector) => { $(selector).hidden = true; });
  $('#progress').hidden = false;
}

function stateText(job) {
  switch (job.state) {
    case 'queued': return job.position === 0 ? 'Next in the queue' : `Queued, ${job.position} ahead of yours`;
    case 'painting': return 'Stylizing';
    case 'stopping': return 'Stopping';
    case 'done': return 'Done';
    case 'stopped': return job.picture ? 'Stopped; the best result so far is shown' : 'Stopped before it started';
    default: return job.message || 'The style transfer failed';
  }
}

function progressText(job) {
  if (job.state === 'done' || job.state === 'stopped') {
    return job.seconds ? `stylized in ${duration(job.seconds)}` : '';
  }
  if (job.state !== 'painting' || !job.all) {
    return '';
  }
  const time = job.secondsLeft === null ? '' : `, about ${duration(job.secondsLeft)} left`;
  return `step ${job.done} of ${job.all}${time}`;
}

/** Announces a change of state and each quarter of the progress to screen readers, not each step. */
function announcer() {
  let last = '';
  return (text, job) => {
    const quarter = job.all ? Math.floor((4 * job.done) / job.all) * 25 : 0;
    const announcement = job.state === 'painting' ? `${text}, ${quarter} percent` : text;
    if (announcement !== last) {
      last = announcement;
      $('#announcement').textContent = announcement;
    }
  };
}

function renderSettings(job) {
  const colors = { style: 'from the style image', luminance: 'from your image', linear: 'from your image, matched softly' }[job.order.colours];
  const style = job.style === 'style.png' ? 'your own' : job.style.replaceAll('-', ' ');
  const facts = [['Style', style], ['Preset', job.order.preset], ['Long side', `${job.order.size} pixels`], ['Colors', colors]];
  $('#settings').replaceChildren(...facts.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))));
}
