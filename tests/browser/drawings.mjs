// SPDX-License-Identifier: GPL-3.0-or-later
//
// Drawings as Chromium and librsvg show them: drawings.mjs PLANS MODULES CHROMIUM SHOTS WIDTHS
//
// PLANS is a folder of plan folders; WIDTHS is the program of widths.c.  The two draw the edges of
// letters and lines differently, so that not pixels are compared but the mean colour of blocks of
// them; no block of any drawing may differ by more than DIFFERENCE.  Texts have to be as wide in the
// browser as the program measured when it gave them room.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { execFile, spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { browser, check, finish, group, plan as plans, shots } from './harness.mjs';

const widths = process.argv[6];
const ZOOM = 1; // pixels for a unit of the drawing; more only takes longer
const BLOCK = 6; // pixels, less than the height of the smallest letter
const DIFFERENCE = 28; // of 255; where edges alone differ it is 20 at most
const WIDER = 0.1; // points

const drawn = await browser.newPage({ deviceScaleFactor: ZOOM });
const looking = await browser.newPage();

function sizeOf(svg) {
	return ['width', 'height'].map((name) => Number(new RegExp(`<svg[^>]* ${name}="([0-9.]+)"`).exec(svg)[1]));
}

async function inChromium(svg) {
	const [width, height] = sizeOf(svg);

	await drawn.setViewportSize({ width, height });
	await drawn.goto('data:image/svg+xml;base64,' + Buffer.from(svg).toString('base64'));
	return drawn.screenshot();
}

function inLibrsvg(svg) {
	return new Promise((resolve, reject) => {
		const run = execFile('rsvg-convert', ['--zoom', String(ZOOM)],
			{ encoding: 'buffer', maxBuffer: 2 ** 28 },
			(error, picture) => error ? reject(error) : resolve(picture));

		run.stdin.end(svg);
	});
}

// Side by side, since each takes its time.
function inBoth(svg, other = svg) {
	return Promise.all([inChromium(svg), inLibrsvg(other)]);
}

// The blocks whose mean colours differ: where in the drawing, by how much.  Runs in the browser,
// which can read the files.
async function differingBlocks([files, block, zoom, limit]) {
	const [one, other] = await Promise.all(files.map(async (file) => {
		const bitmap = await createImageBitmap(await (await fetch('data:image/png;base64,' + file)).blob());
		const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');

		canvas.drawImage(bitmap, 0, 0);
		return canvas.getImageData(0, 0, bitmap.width, bitmap.height);
	}));
	const differ = [];

	if (one.width !== other.width || one.height !== other.height)
		return [`sizes: ${one.width} x ${one.height} and ${other.width} x ${other.height}`];
	for (let top = 0; top < one.height; top += block) {
		for (let left = 0; left < one.width; left += block) {
			const sum = [0, 0, 0, 0];
			let pixels = 0;

			for (let y = top; y < Math.min(top + block, one.height); y++) {
				for (let x = left; x < Math.min(left + block, one.width); x++, pixels++) {
					const at = (y * one.width + x) * 4;

					for (let c = 0; c < 4; c++)
						sum[c] += one.data[at + c] - other.data[at + c];
				}
			}
			const most = Math.max(...sum.map(Math.abs)) / pixels;
			if (most > limit)
				differ.push(`at ${left / zoom}, ${top / zoom} by ${most.toFixed(0)}`);
		}
	}
	return differ;
}

async function differences(shown, expected) {
	return looking.evaluate(differingBlocks,
		[[shown, expected].map((file) => file.toString('base64')), BLOCK, ZOOM, DIFFERENCE]);
}

// What the program measured, a list for each file.
function measured(files) {
	const run = spawnSync(widths, files, { encoding: 'utf8', maxBuffer: 2 ** 28 });

	if (run.status !== 0)
		throw new Error('widths: ' + run.stderr);
	return run.stdout.split('\n\n').slice(0, -1).map((part) => part.split('\n').map((line) => {
		const blank = line.indexOf(' ');

		return { width: Number(line.slice(0, blank)), text: line.slice(blank + 1) };
	}));
}

// The texts of the drawing that is open which are not as wide as measured.
async function wrongWidths(expected) {
	const found = await drawn.evaluate(() => Array.from(document.querySelectorAll('text'), (text) =>
		({ width: text.getComputedTextLength(), text: text.lastChild.textContent })));

	if (found.length !== expected.length)
		return [`${found.length} texts, not ${expected.length}`];
	return found.flatMap(({ width, text }, i) => Math.abs(width - expected[i].width) <= WIDER ? [] :
		[`"${text}" is ${width.toFixed(2)} wide, not ${expected[i].width.toFixed(2)}`]);
}

// Not every machine has a font for these, and two programs show two signs for a missing one.
function withoutHan(file) {
	const svg = readFileSync(file, 'utf8').replace(/\p{Script=Han}/gu, 'w');

	writeFileSync(file, svg);
	return svg;
}

async function compare(name, svg, expected) {
	const [shown, other] = await inBoth(svg);
	const wrong = await wrongWidths(expected);
	const differ = await differences(shown, other);

	check(`${name}: texts are as wide as measured`, wrong.length === 0, wrong.join('\n'));
	check(`${name}: librsvg draws what Chromium draws`, differ.length === 0, differ.join('\n'));
	if (differ.length > 0) {
		writeFileSync(`${shots}/${name}-chromium.png`, shown);
		writeFileSync(`${shots}/${name}-librsvg.png`, other);
	}
}

// Broken on purpose, each in one way: the comparison has to see it.
async function breakIt(svg, expected) {
	const ways = {
		'a text in another place': (s) => s.replace(/(<text class="ct-detail-text" x=")([0-9.]+)/,
			(all, before, x) => before + (Number(x) + 9)),
		'a missing text': (s) => s.replace(/<text class="ct-detail-text".*?<\/text>/s, ''),
		'a box of another colour': (s) => s.replace(/(\.ct-box-legacy\{fill:#)[0-9a-f]{6}/, '$1ff9999'),
		'a missing line': (s) => s.replace(/<path class="[^"]*" style="fill:none"[^>]*>/, ''),
	};
	const whole = await inChromium(svg);

	for (const [name, way] of Object.entries(ways)) {
		const broken = way(svg);

		check(`${name} is possible`, broken !== svg);
		check(`${name} is seen`, (await differences(whole, await inLibrsvg(broken))).length > 0);
	}
	// what one of them does not know at all
	const foreign = svg.replace('</svg>', '<foreignObject x="40" y="120" width="90" height="30">' +
		'<p xmlns="http://www.w3.org/1999/xhtml">not everywhere</p></foreignObject></svg>');
	check('what only browsers draw is seen',
		(await differences(...await inBoth(foreign))).length > 0);
	await inChromium(svg.replaceAll("'DejaVu Sans', ", "'DejaVu Serif', serif, "));
	check('another type is seen', (await wrongWidths(expected)).length > 0);
}

for (const plan of readdirSync(plans).sort()) {
	const folder = `${plans}/${plan}/diagrams`;
	const files = readdirSync(folder).filter((name) => name.endsWith('.svg')).sort()
		.map((name) => `${folder}/${name}`);
	const svgs = files.map(withoutHan);
	const expected = measured(files);

	await group(`${plan}, ${files.length} drawings`, async () => {
		check(`${plan} has drawings`, files.length >= 10 && expected.length === files.length);
		for (const [i, file] of files.entries())
			await compare(`${plan} ${basename(file, '.svg')}`, svgs[i], expected[i]);
	});
	const map = files.findIndex((file) => file.endsWith('/estate-map.svg'));
	if (plan === 'sample')
		await group('broken drawings', () => breakIt(svgs[map], expected[map]));
}
await finish();
