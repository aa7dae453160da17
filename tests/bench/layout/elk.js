// SPDX-License-Identifier: GPL-3.0-or-later
// Draws graphs with ELK layered, in the lines that the driver reads and writes.  An empty line stands
// between two graphs and between two drawings.
//
//   node elk.js FOLDER < GRAPHS    FOLDER: where elkjs is installed
"use strict";
const fs = require("fs");
const path = require("path");
const ELK = require(path.join(process.argv[2], "node_modules", "elkjs"));

function read(text) {
	const graph = {
		id: "root",
		layoutOptions: {
			"elk.algorithm": "layered",
			"elk.direction": "DOWN",
			"elk.edgeRouting": "POLYLINE",
			"elk.randomSeed": "1",
		},
		children: [],
		edges: [],
	};

	for (const line of text.split("\n")) {
		const words = line.split(" ");

		if (words[0] === "node") {
			graph.children.push({ id: words[1], width: +words[2], height: +words[3] });
		} else if (words[0] === "edge") {
			graph.edges.push({
				id: "e" + graph.edges.length,
				sources: [words[1]],
				targets: [words[2]],
			});
		}
	}
	return graph;
}

function write(graph) {
	const lines = [];

	for (const node of graph.children) {
		const x = node.x + node.width / 2;
		const y = node.y + node.height / 2;

		lines.push(`node ${node.id} ${x.toFixed(3)} ${y.toFixed(3)}`);
	}
	for (const edge of graph.edges) {
		for (const section of edge.sections || []) {
			const points = [section.startPoint, ...(section.bendPoints || []), section.endPoint];
			const places = points.map((p) => `${p.x.toFixed(3)} ${p.y.toFixed(3)}`).join(" ");

			lines.push(`line ${edge.sources[0]} ${edge.targets[0]} ${places}`);
		}
	}
	lines.push(`size ${graph.width.toFixed(1)} ${graph.height.toFixed(1)}`);
	return lines.join("\n") + "\n";
}

async function main() {
	const elk = new ELK();

	for (const text of fs.readFileSync(0, "utf8").split("\n\n"))
		process.stdout.write(write(await elk.layout(read(text))) + "\n");
}

main();
