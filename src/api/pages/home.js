'use strict';
(() => {
  const at = (id) => document.getElementById(id);
  const STAGES = {
    queued: 'En la fila',
    started: 'Ya la están atendiendo',
    reading: 'Leyendo la pregunta',
    looking_up: 'Buscando las cifras',
    weather: 'Mirando el tiempo',
    writing: 'Escribiendo',
    done: 'Lista',
  };
  let stream = null;
  let conversation = null;

  /** Only text is ever put into the page, never markup. */
  function element(name, text, properties) {
    return Object.assign(document.createElement(name), { textContent: text }, properties);
  }

  function stage(name, note) {
    const id = `stage-${name}`;
    const text = STAGES[name] + (note ? ` (${note})` : '');
    const known = at(id);
    if (known) known.textContent = text;
    else at('stages').append(element('li', text, { id, className: 'done' }));
  }

  function busy(is) {
    at('send').disabled = is;
    at('send').textContent = is ? 'Un momento…' : 'Preguntar';
    at('result').setAttribute('aria-busy', String(is));
  }

  function problem(detail) {
    at('answer').className = 'problem';
    at('answer').textContent = detail;
    busy(false);
  }

  function show(question) {
    at('raw').textContent = JSON.stringify(question, null, 2);
    if (question.status === 'failed') return problem(question.error.detail);
    if (question.status === 'cancelled') return problem('La pregunta se canceló.');
    if (question.status !== 'completed') return;
    stage('done', `${Math.round(question.timings_ms.total)} ms`);
    at('answer').textContent = question.answer.text;
    const chips = question.action ? question.action.chips : [];
    at('chips').replaceChildren(
      ...chips.map((chip) => {
        const button = element('button', chip.label, { className: 'chip', type: 'button' });
        button.addEventListener('click', () => ask(chip.question));
        return button;
      }),
    );
    if (question.action?.type === 'ask_location' && navigator.geolocation) at('chips').append(shareButton());
    at('forget').hidden = false;
    at('source').replaceChildren(...question.sources.flatMap(sourceNodes));
    if (question.disclaimer) at('source').append(element('span', ` ${question.disclaimer}`));
    busy(false);
  }

  /** Asks again with where the asker is, to about a kilometre; it is sent only at this press. */
  function shareButton() {
    const button = element('button', 'Compartir mi ubicación', { className: 'chip', type: 'button' });
    const round = (degrees) => Math.round(degrees * 100) / 100;
    button.addEventListener('click', () =>
      navigator.geolocation.getCurrentPosition(
        ({ coords }) =>
          ask(at('asked').textContent, { lat: round(coords.latitude), lon: round(coords.longitude) }),
        () => problem('No pudimos saber su ubicación. Escriba su municipio en la pregunta.'),
      ),
    );
    return button;
  }

  async function forget() {
    const forgotten = conversation;
    conversation = null;
    if (stream) stream.close();
    at('result').hidden = true;
    if (forgotten) await fetch(`/v1/conversations/${forgotten}`, { method: 'DELETE' }).catch(() => {});
  }

  function sourceNodes({ title, publisher, period, url }, index) {
    const text = [title, publisher, period].filter(Boolean).join(', ');
    const safe = /^https?:\/\//.test(url ?? '');
    const named = safe ? element('a', text, { href: url, rel: 'noopener' }) : element('span', text);
    return [element('span', index === 0 ? 'Fuente: ' : '; '), named];
  }

  function follow(url, last = 0, failures = 0) {
    stream = new EventSource(last ? `${url}?starting_after=${last}` : url);
    const on = (type, handle) =>
      stream.addEventListener(type, (event) => {
        last = event.lastEventId;
        failures = 0;
        handle(JSON.parse(event.data));
      });
    on('question.queued', ({ position }) => stage('queued', `puesto ${position}`));
    on('question.started', () => stage('started'));
    on('question.progress', (data) => {
      if (data.position) stage('queued', `puesto ${data.position}`);
      if (data.stage in STAGES) stage(data.stage);
    });
    on('answer.delta', ({ text }) => (at('answer').textContent += text));
    on('answer.reset', () => (at('answer').textContent = ''));
    on('snapshot', show);
    for (const end of ['completed', 'failed', 'cancelled'])
      on(`question.${end}`, (question) => {
        stream.close();
        show(question);
      });
    // A broken connection the browser opens again by itself; a refused one (a restart) is left to the page.
    const opened = stream;
    stream.onerror = () => {
      if (opened !== stream || stream.readyState !== EventSource.CLOSED) return;
      if (failures >= 10) return problem('Se perdió la conexión. Vuelva a preguntar.');
      setTimeout(() => opened === stream && follow(url, last, failures + 1), 3000);
    };
  }

  async function ask(text, location) {
    if (stream) stream.close();
    at('question').value = text;
    for (const id of ['stages', 'chips', 'source']) at(id).replaceChildren();
    for (const id of ['answer', 'raw']) at(id).textContent = '';
    at('answer').className = '';
    at('asked').textContent = text;
    at('result').hidden = false;
    busy(true);
    try {
      const body = {
        question: text,
        ...(conversation ? { conversation_id: conversation } : {}),
        ...(location ? { location } : {}),
      };
      const response = await fetch('/v1/questions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const reply = await response.json();
      at('raw').textContent = JSON.stringify(reply, null, 2);
      if (reply.code === 'unknown_conversation' && conversation) {
        conversation = null;
        return ask(text, location);
      }
      if (!response.ok) return problem(reply.detail);
      conversation = reply.conversation_id;
      follow(reply.urls.events);
    } catch {
      problem('No hay conexión con AgroBot. Revise su internet y vuelva a intentarlo.');
    }
  }

  at('form').addEventListener('submit', (event) => {
    event.preventDefault();
    const text = at('question').value.trim();
    if (text) ask(text);
  });
  at('question').addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      at('form').requestSubmit();
    }
  });
  at('forget').addEventListener('click', forget);
  for (const chip of document.querySelectorAll('#examples .chip'))
    chip.addEventListener('click', () => ask(chip.textContent));
})();
