// SPDX-License-Identifier: GPL-3.0-or-later
// A browser, pages that note what they ask for and complain of, and lines of TAP.
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync } from 'node:fs';

export const [plan, modules, chromiumPath, shots] = process.argv.slice(2);
export const require = createRequire(modules + '/');
const { chromium } = require('playwright-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

mkdirSync(shots, { recursive: true });

export const browser = await chromium.launch({
	executablePath: chromiumPath,
	// its sandbox cannot work for root in a container; all it opens are our own pages
	args: ['--no-sandbox', '--disable-gpu'],
});

// A page with what it asked for, what it complained of and which of its controls were used.  All
// pages of one context share what the browser keeps.
export const used = new Set();

export async function newContext(options = {}) {
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });

	await context.exposeBinding('noteUsed', (source, id) => used.add(id));
	await context.addInitScript(() => {
		for (const kind of ['click', 'change', 'input', 'keydown'])
			addEventListener(kind, (event) => {
				const control = event.target.closest ? event.target.closest('button, input, select, textarea') : null;

				if (control)
					window.noteUsed(control.id || control.className);
			}, true);
	});
	return context;
}

export async function open(context, file, hash = '') {
	const page = await context.newPage();

	page.setDefaultTimeout(10000);
	page.complaints = [];
	page.requests = [];
	page.on('console', (message) => page.complaints.push(message.text()));
	page.on('pageerror', (error) => page.complaints.push(error.message));
	page.on('request', (request) => page.requests.push(request.url()));
	await page.goto('file://' + plan + '/' + file + hash);
	return page;
}

// What axe finds wrong within a part of the page, one line for each rule and its first place.
export async function axe(page, part = 'html', rules = null) {
	if (!await page.evaluate(() => Boolean(window.axe)))
		await page.evaluate(axeSource); // a script element would be against the policy of the page
	// of what is written alike the first are enough: looking at all of it takes minutes
	const result = await page.evaluate(([selector, only, alike]) => window.axe.run({
		include: [selector],
		exclude: selector === 'html' ? alike : [],
	}, {
		resultTypes: ['violations'],
		runOnly: only || ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
	}), [part, rules, ALIKE]);

	return result.violations.map((violation) => violation.id + ' (' + violation.nodes.length + '): ' +
		violation.nodes[0].target + ' ' + violation.nodes[0].failureSummary.replaceAll('\n', ' '));
}

const ALIKE = ['figure:not(:first-of-type) .drawing svg > *', 'tbody tr:nth-child(n + 25)',
	'article:nth-of-type(n + 9)', '.checklist:nth-of-type(n + 7)', '.glossary > div:nth-child(n + 13)',
	'pre:nth-of-type(n + 4)'];

let number = 0;
let failed = 0;

export function check(title, ok, detail = '') {
	number++;
	console.log((ok ? 'ok ' : 'not ok ') + number + ' ' + title);
	if (ok)
		return;
	failed++;
	for (const line of String(detail).split('\n').slice(0, 30))
		console.log('# ' + line);
}

export function same(title, got, expected) {
	check(title, JSON.stringify(got) === JSON.stringify(expected),
		'got ' + JSON.stringify(got) + ', expected ' + JSON.stringify(expected));
}

// A group of checks; one that breaks is a failure of the group and not the end of the others.
export async function group(name, body) {
	const start = Date.now();

	try {
		await body();
	} catch (error) {
		check(name + ' runs to its end', false, error.stack);
	}
	console.log('# ' + name + ': ' + (Date.now() - start) + ' ms');
}

export async function finish() {
	await browser.close();
	console.log('1..' + number);
	process.exit(failed > 0 ? 1 : 0);
}
