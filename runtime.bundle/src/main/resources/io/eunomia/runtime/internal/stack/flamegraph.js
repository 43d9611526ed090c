'use strict';
(function () {
    var SIDE = 10, WIDTH = 1180, LETTER = 6.7;
    var search = document.getElementById('search');
    var matched = document.getElementById('matched');
    var details = document.getElementById('details');
    var frames = Array.from(document.querySelectorAll('g.f')).map(function (element) {
        var title = element.querySelector('title').textContent;
        return {
            element: element, title: title, name: title.slice(0, title.lastIndexOf(' (')),
            rect: element.querySelector('rect'), text: element.querySelector('text'),
            start: Number(element.dataset.s), count: Number(element.dataset.n), depth: Number(element.dataset.d)
        };
    });
    var root = frames[0];

    function within(inner, outer) {
        return inner.start >= outer.start ? outer.start + outer.count >= inner.start + inner.count : false;
    }

    function fitted(name, width) {
        var letters = Math.floor((width - 6) / LETTER);
        var all = Array.from(name);
        return 3 > letters ? '' : all.length > letters ? all.slice(0, letters - 2).join('') + '..' : name;
    }

    function place(frame, from, share) {
        var x = SIDE + from * WIDTH, width = share * WIDTH;
        frame.rect.setAttribute('x', x.toFixed(2));
        frame.rect.setAttribute('width', width.toFixed(2));
        frame.text.setAttribute('x', (x + 3).toFixed(2));
        frame.text.textContent = fitted(frame.name, width);
    }

    function zoom(to) {
        frames.forEach(function (frame) {
            var inside = frame.depth >= to.depth ? within(frame, to) : false;
            var around = to.depth > frame.depth ? within(to, frame) : false;
            frame.element.classList.toggle('h', !(inside || around));
            frame.element.classList.toggle('p', around);
            if (around) {
                place(frame, 0, 1);
            } else if (inside) {
                place(frame, (frame.start - to.start) / to.count, frame.count / to.count);
            }
        });
    }

    function pattern(text) {
        try {
            return new RegExp(text, 'i');
        } catch (wrong) {
            // Half of a pattern while it is typed: it is looked for as it stands.
            return new RegExp(text.replace(/[^A-Za-z0-9 ]/g, function (sign) { return '\\' + sign; }), 'i');
        }
    }

    function find(text) {
        var wanted = text === '' ? null : pattern(text);
        var found = frames.filter(function (frame) {
            var match = wanted === null ? false : frame === root ? false : wanted.test(frame.name);
            frame.element.classList.toggle('m', match);
            return match;
        });
        found.sort(function (one, other) {
            return one.start - other.start || other.count - one.count;
        });
        var end = 0, sum = 0;
        found.forEach(function (frame) {
            if (frame.start >= end) {
                sum += frame.count;
                end = frame.start + frame.count;
            }
        });
        matched.textContent = wanted === null ? '' : 'Matched: ' + (100 * sum / root.count).toFixed(2) + ' %';
    }

    if (root) {
        frames.forEach(function (frame) {
            frame.element.addEventListener('click', function () { zoom(frame); });
            frame.element.addEventListener('keydown', function (event) { if (event.key === 'Enter') { zoom(frame); } });
            frame.element.addEventListener('mouseenter', function () { details.textContent = frame.title; });
            frame.element.addEventListener('focus', function () { details.textContent = frame.title; });
        });
        search.addEventListener('input', function () { find(search.value); });
        document.getElementById('reset').addEventListener('click', function () { zoom(root); });
        document.getElementById('reset').addEventListener('keydown', function (event) { if (event.key === 'Enter') { zoom(root); } });
    }
    window.addEventListener('keydown', function (event) {
        var control = event.ctrlKey || event.metaKey;
        if (event.key === 'F3' || (event.key === 'f' ? control : false)) {
            event.preventDefault();
            search.focus();
            search.select();
        } else if (event.key === 'Escape') {
            search.value = '';
            find('');
            zoom(root);
        }
    });
}());
