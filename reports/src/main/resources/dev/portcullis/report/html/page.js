'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const [URN, NAME, TYPE, REGION, STANDING, FILE, LINE, BOX] = [0, 1, 2, 3, 4, 5, 6, 7];
  const PAGE = 100;
  const resources = data.resources;
  const text = (number) => (number < 0 ? '' : data.texts[number]);
  // A number below zero is that of a whole URN, another that of what stands before the name.
  const urn = (r) => (r[URN] < 0 ? data.texts[-1 - r[URN]] : data.texts[r[URN]] + r[NAME]);
  const byId = (id) => document.getElementById(id);

  // Text goes in as text, never as markup: names and messages are of whoever wrote the program.
  const make = (tag, properties, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties || {})) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const tag = (standing) => {
    const [key, words, mark] = data.standings[standing];
    return make('span', {class: 'tag is-' + key}, mark + ' ' + words);
  };
  const link = (number) => make('a', {href: '#r-' + number}, resources[number][NAME]);
  const source = (r) => (r[FILE] < 0 ? '' : text(r[FILE]) + ':' + r[LINE]);
  const count = (number, noun) => number + ' ' + noun + (number === 1 ? '' : 's');

  // ---- rows that are in the page: findings and sentences

  const rowFilter = (form, rows, extra, noun) => {
    // What stands once for all findings of a rule is said of each of them.
    const about = (row) => (row.closest('.group') ? row.closest('.group').querySelector('.about').textContent : '');
    const texts = rows.map((row) => (about(row) + ' ' + row.textContent).toLowerCase());
    const run = () => {
      const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, i) => {
        const fits = words.every((word) => texts[i].includes(word)) && extra(form, row);
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      document.querySelectorAll('#findings .group').forEach((group) => {
        group.hidden = noun === 'finding' ? !group.querySelector('.finding:not([hidden])') : group.hidden;
      });
      const more = Number(form.dataset.all || 0) - rows.length;
      form.querySelector('output').textContent = shown + ' of ' + count(rows.length, noun) + (more > 0 ? ' here, ' + more + ' more at their resources' : '');
    };
    form.addEventListener('input', run);
    form.addEventListener('submit', (event) => event.preventDefault());
    run();
  };
  const status = (form, row) => !form.elements.status.value || row.dataset.status === form.elements.status.value;
  const forms = {
    findings: (form) => rowFilter(form, [...document.querySelectorAll('.finding')], status, 'finding'),
    matrix: (form) => rowFilter(form, [...document.querySelectorAll('.matrix tbody tr')], (f, row) => status(f, row)
      && (!f.elements.rule.value || row.dataset.rules.split(' ').includes(f.elements.rule.value)), 'sentence'),
  };
  document.querySelectorAll('form[data-filter]').forEach((form) => forms[form.dataset.filter](form));

  // ---- lists of resources, a page of rows at a time

  const row = (number) => {
    const r = resources[number];
    return make('tr', {}, make('td', {}, tag(r[STANDING])), make('td', {}, link(number)), make('td', {}, make('code', {}, text(r[TYPE]))),
      make('td', {}, text(r[REGION])), make('td', {}, make('code', {}, source(r))));
  };
  const pages = (body, pager) => {
    let numbers = [];
    let first = 0;
    const [back, on] = pager.querySelectorAll('button');
    const show = () => {
      body.replaceChildren(...numbers.slice(first, first + PAGE).map(row));
      pager.querySelector('span').textContent = numbers.length ? (first + 1) + '–' + Math.min(first + PAGE, numbers.length) + ' of ' + numbers.length : 'none';
      back.disabled = first === 0;
      on.disabled = first + PAGE >= numbers.length;
    };
    pager.addEventListener('click', (event) => {
      if (event.target.dataset.step) {
        first += PAGE * Number(event.target.dataset.step);
        show();
      }
    });
    return (list) => { numbers = list; first = 0; show(); };
  };
  const worst = (a, b) => resources[a][STANDING] - resources[b][STANDING] || a - b;
  const subjects = (id) => {
    const rule = data.rules.find((r) => r.id === id);
    const found = new Set();
    // What is no resource of the graph has no number of its own: each counts.
    for (let i = 0; rule && i < rule.targets.length; i += 4) found.add(rule.targets[i] < 0 ? -1 - i : rule.targets[i]);
    return found;
  };
  const all = resources.map((r, i) => i).sort(worst);
  const searchable = resources.map((r) => (urn(r) + ' ' + text(r[TYPE]) + ' ' + text(r[REGION]) + ' ' + source(r)).toLowerCase());
  const listForm = document.querySelector('form[data-list]');
  const showList = pages(document.querySelector('#resource-table tbody'), document.querySelector('#resources .pager'));
  const filterList = () => {
    const {text: search, standing, region, rule} = listForm.elements;
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const of = rule.value ? subjects(rule.value) : null;
    const list = all.filter((i) => (!standing.value || resources[i][STANDING] === Number(standing.value))
      && (!region.value || resources[i][REGION] === Number(region.value)) && (!of || of.has(i)) && words.every((word) => searchable[i].includes(word)));
    listForm.querySelector('output').textContent = list.length + ' of ' + count(resources.length, 'resource');
    showList(list);
  };
  data.standings.forEach(([, words], i) => listForm.elements.standing.append(make('option', {value: i}, words)));
  [...new Set(resources.map((r) => r[REGION]))].filter((n) => n >= 0).sort((a, b) => (text(a) < text(b) ? -1 : 1))
    .forEach((n) => listForm.elements.region.append(make('option', {value: n}, text(n))));
  listForm.addEventListener('input', filterList);
  listForm.addEventListener('submit', (event) => event.preventDefault());
  filterList();

  // ---- the panel: one resource, or a list of them

  const panel = byId('panel');
  const title = byId('panel-title');
  const body = byId('panel-body');
  const section = (title, ...children) => (children.length ? [make('h3', {}, title), ...children] : []);
  const fields = (set) => make('ul', {class: 'plain'}, ...data.sets[set].map((n) => make('li', {}, make('code', {}, text(n)))));
  const opinion = (rule, i) => {
    const [, standing, via, read] = rule.targets.slice(i, i + 4);
    const line = make('tr', {}, make('th', {scope: 'row'}, make('a', {href: '#rule-' + rule.id}, rule.id), ' ' + rule.title), make('td', {}, tag(standing)));
    const more = make('td', {});
    if (via >= 0) more.append('by ', link(via));
    if (read >= 0) more.append(make('details', {}, make('summary', {}, count(data.sets[read].length, 'field') + ' read'), fields(read)));
    line.append(more);
    return line;
  };
  const finding = (f) => {
    const list = make('dl', {});
    [['Rule', text(f[1])], ['Where', text(f[3])], ['Found', text(f[6])], ['Expected', text(f[5])], ['Fix', text(f[7])]]
      .forEach(([name, value]) => list.append(make('dt', {}, name), make('dd', {}, value)));
    const message = byId(f[8]) ? make('a', {href: '#' + f[8]}, text(f[4])) : text(f[4]);
    const card = make('article', {class: 'finding is-' + data.standings[f[2]][0]}, make('h4', {}, tag(f[2]), ' ', message), list);
    return card;
  };
  const neighbours = (number, here, there) => {
    const found = [];
    for (let i = 0; i < data.edges.length; i += 2) if (data.edges[i + here] === number) found.push(data.edges[i + there]);
    const more = found.length - PAGE;
    const items = found.slice(0, PAGE).map((n) => make('li', {}, n < 0 ? '?' : link(n), ' ', make('span', {class: 'soft'}, n < 0 ? '' : text(resources[n][TYPE]))));
    if (more > 0) items.push(make('li', {}, 'and ' + more + ' more'));
    return items.length ? [make('ul', {class: 'plain'}, ...items)] : [];
  };
  const showResource = (number) => {
    const r = resources[number];
    const facts = make('dl', {});
    [['Status', tag(r[STANDING])], ['Type', make('code', {}, text(r[TYPE]))], ['Region', text(r[REGION]) || 'not known'], ['Source', make('code', {}, source(r) || 'not known')],
      ['URN', make('code', {}, urn(r))]].forEach(([name, value]) => facts.append(make('dt', {}, name), make('dd', {}, value)));
    const opinions = [];
    data.rules.forEach((rule) => {
      for (let i = 0; i < rule.targets.length; i += 4) if (rule.targets[i] === number) opinions.push(opinion(rule, i));
    });
    title.textContent = r[NAME];
    body.replaceChildren(facts,
      ...(r[BOX] >= 0 ? [make('p', {}, make('a', {href: '#p-' + number}, 'show in the picture'))] : []),
      ...section('Findings', ...data.findings.filter((f) => f[0] === number).map(finding)),
      ...section('Rules that examined it', ...(opinions.length ? [make('table', {}, make('tbody', {}, ...opinions))] : [make('p', {}, 'None.')])),
      ...(data.unread[number] === undefined ? [] : section('Inputs that no rule read', fields(data.unread[number]))),
      ...section('Rests on', ...neighbours(number, 0, 1)), ...section('Others that rest on it', ...neighbours(number, 1, 0)));
    open();
  };
  const showSome = (what, numbers, others) => {
    const rows = make('tbody', {});
    const pager = make('p', {class: 'pager'}, make('button', {type: 'button', 'data-step': '-1'}, 'Previous'), ' ', make('span', {}), ' ', make('button', {type: 'button', 'data-step': '1'}, 'Next'));
    title.textContent = what;
    body.replaceChildren(...(others ? [make('p', {class: 'soft'}, count(others, 'subject') + ' that ' + (others === 1 ? 'is no resource' : 'are no resources') + ' of the graph')] : []), make('table', {}, rows), pager);
    pages(rows, pager)(numbers.sort(worst));
    open();
  };
  const showSubjects = (id, numbers) => {
    const known = numbers.filter((n) => n >= 0);
    showSome('Subjects of ' + id, known, numbers.length - known.length);
  };
  const open = () => {
    if (!panel.open) panel.showModal();
    panel.scrollTop = 0;
  };
  const close = () => { if (panel.open) panel.close(); };
  let before = '';
  panel.addEventListener('close', () => {
    // Closed by the reader: the address goes back to where the panel was opened, without a jump.
    if (/^#[rbst]-/.test(location.hash)) history.replaceState(null, '', before || location.pathname + location.search);
  });

  // ---- the picture

  const drawing = byId('drawing');
  const back = byId('picture-back');
  const mark = (box, number) => {
    drawing.querySelectorAll('.found').forEach((element) => element.classList.remove('found'));
    if (box < 0) return;
    byId('box-' + box).classList.add('found');
    const line = drawing.querySelector('[data-resource="' + number + '"]');
    if (line) line.classList.add('found');
    drawing.querySelectorAll('[data-from="' + box + '"], [data-to="' + box + '"]').forEach((element) => element.classList.add('found'));
  };
  const showInPicture = (number) => {
    const box = resources[number][BOX];
    if (!drawing || box < 0) { showResource(number); return; }
    mark(box, number);
    byId('picture').scrollIntoView();
    byId('box-' + box).scrollIntoView({block: 'center', inline: 'center'});
    (drawing.querySelector('[data-resource="' + number + '"]') || byId('box-' + box).querySelector('a')).focus({preventScroll: true});
  };
  if (drawing) {
    const tools = byId('picture-tools');
    const width = Number(drawing.dataset.width);
    let zoom = 1;
    const scale = (to) => {
      zoom = Math.min(3, Math.max(0.2, to));
      drawing.style.width = width * zoom + 'px';
      drawing.style.height = 'auto';
    };
    const READABLE = 0.55;
    const fit = () => scale(Math.min(1, (drawing.parentElement.clientWidth - 4) / width));
    tools.addEventListener('input', () => {
      ['replication', 'failover', 'network'].forEach((kind) => drawing.classList.toggle('no-' + kind, !tools.elements[kind].checked));
      drawing.classList.toggle('dim', tools.elements.dim.checked);
    });
    tools.addEventListener('submit', (event) => event.preventDefault());
    tools.elements.in.addEventListener('click', () => scale(zoom * 1.25));
    tools.elements.out.addEventListener('click', () => scale(zoom / 1.25));
    tools.elements.fit.addEventListener('click', fit);
    drawing.addEventListener('mouseover', (event) => {
      const box = event.target.closest('.box');
      if (box) mark(Number(box.dataset.box), -1);
    });
    drawing.addEventListener('focusin', (event) => {
      const box = event.target.closest('.box');
      if (box && !box.classList.contains('found')) mark(Number(box.dataset.box), -1);
    });
    // All of it at once where that can be read; else a part of it, to be scrolled.
    fit();
    if (zoom < READABLE) scale(READABLE);
  }
  document.addEventListener('click', (event) => {
    const from = event.target.closest('a[data-from]');
    if (from && back) {
      back.hidden = false;
      back.href = '#' + from.dataset.from;
    }
  });

  // ---- addresses: #r- resource, #b- box, #p- place in the picture, #t- subjects of a rule, #s- subjects of a sentence

  const routes = {
    r: (n) => resources[n] && showResource(Number(n)),
    b: (n) => byId('box-' + n) && showSome(byId('box-' + n).querySelector('.title').textContent, all.filter((i) => resources[i][BOX] === Number(n))),
    p: (n) => { close(); if (resources[n]) showInPicture(Number(n)); },
    t: (id) => showSubjects(id, [...subjects(id)]),
    s: (id) => byId('sentence-' + id) && showSubjects(id, [...new Set(byId('sentence-' + id).dataset.rules.split(' ').filter(Boolean).flatMap((rule) => [...subjects(rule)]))]),
  };
  const go = (event) => {
    const route = /^#([rbpts])-(.+)$/.exec(decodeURIComponent(location.hash));
    if (route) {
      if (event && !panel.open) before = new URL(event.oldURL).hash;
      routes[route[1]](route[2]);
    } else {
      close();
      const target = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
      if (target) {
        target.hidden = false;
        if (target.closest('.group')) target.closest('.group').hidden = false;
        target.scrollIntoView();
        target.focus({preventScroll: true});
      }
    }
  };
  addEventListener('hashchange', go);
  if (location.hash) go();

  // ---- print: what is folded is opened, and folded again

  let folded = [];
  addEventListener('beforeprint', () => {
    // Not those of the findings: what was read on the way to each is pages of paper.
    folded = [...document.querySelectorAll('main > section:not(#findings) details:not([open])')];
    folded.forEach((details) => { details.open = true; });
  });
  addEventListener('afterprint', () => folded.forEach((details) => { details.open = false; }));
})();
