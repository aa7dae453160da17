# SPDX-License-Identifier: GPL-3.0-or-later
"""The graphs that layouts are measured on: read, or made from a seed."""
import random
import re

WIDTH, HEIGHT = 72.0, 30.0


class Graph:
    def __init__(self, name, nodes, edges):
        self.name = name
        self.nodes = nodes  # names
        self.edges = edges  # (name, name), without loops and repetitions

    def shuffled(self, seed):
        rng = random.Random(seed)
        nodes, edges = list(self.nodes), list(self.edges)
        rng.shuffle(nodes)
        rng.shuffle(edges)
        return Graph(self.name, nodes, edges)

    def text(self, places=None):
        lines = []
        for name in self.nodes:
            place = ""
            if places and name in places:
                place = " %.3f %.3f" % places[name]
            lines.append(f"node {name} {WIDTH} {HEIGHT}{place}")
        lines += [f"edge {a} {b}" for a, b in self.edges]
        return "\n".join(lines) + "\n"

    def dot(self):
        lines = ["digraph g {", "node [shape=box, fixedsize=true, label=\"\", width=%g, height=%g];"
                 % (WIDTH / 72, HEIGHT / 72), "edge [arrowhead=none];"]
        lines += [f'"{name}";' for name in self.nodes]
        lines += [f'"{a}" -> "{b}";' for a, b in self.edges]
        return "\n".join(lines) + "\n}\n"


def clean(name, nodes, edges):
    seen, kept = set(), []
    for a, b in edges:
        if a != b and (a, b) not in seen:
            seen.add((a, b))
            kept.append((a, b))
    return Graph(name, nodes, kept)


def gml(path, name):
    text = open(path, encoding="utf-8").read()
    nodes = [f"n{int(i):03d}" for i in re.findall(r"node\s*\[\s*id\s+(\d+)", text)]
    edges = [(f"n{int(a):03d}", f"n{int(b):03d}") for a, b in
             re.findall(r"edge\s*\[\s*source\s+(\d+)\s+target\s+(\d+)", text)]
    return clean(name, nodes, edges)


def estate(sites, pools, seed):
    """Services of a unified communications estate and what each needs.

    Some 7 nodes a pool and one or two a site; most needs stay in the pool or the site, some go to
    another site: backup pools, gateways of other countries, shared Edge servers and Directors.
    """
    rng = random.Random(f"estate {sites} {pools} {seed}")
    nodes, edges = ["cms", "ad"], []
    sites_of = []
    for s in range(sites):
        site = f"s{s:03d}"
        sites_of.append(site)
        nodes += [f"{site}-gateway", f"{site}-users"]
        for p in range(pools):
            pool = f"{site}p{p}"
            names = ["registrar", "conf", "sql", "file", "mediation", "web", "archiving"]
            nodes += [f"{pool}-{name}" for name in names]

    def any_pool():
        return f"{rng.choice(sites_of)}p{rng.randrange(pools)}"

    edge_sites = [site for i, site in enumerate(sites_of) if i % 3 == 0]
    for site in edge_sites:
        nodes.append(f"{site}-edge")
        edges.append((f"{site}-edge", f"{rng.choice(sites_of)}p{rng.randrange(pools)}-registrar"))
    for site in sites_of:
        edges.append((f"{site}-users", f"{site}p{rng.randrange(pools)}-registrar"))
        edges.append((f"{site}-users", f"{any_pool()}-web"))
        for p in range(pools):
            pool = f"{site}p{p}"
            edges += [(f"{pool}-registrar", f"{pool}-sql"), (f"{pool}-conf", f"{pool}-file"),
                      (f"{pool}-web", f"{pool}-file"), (f"{pool}-registrar", f"{pool}-archiving"),
                      (f"{pool}-conf", f"{pool}-sql"), (f"{pool}-web", f"{pool}-registrar"),
                      (f"{pool}-mediation", f"{site}-gateway")]
            edges.append((f"{pool}-conf", f"{any_pool()}-mediation"))
            edges.append((f"{pool}-web", f"{any_pool()}-conf"))
            if rng.random() < 0.3:
                edges.append((f"{pool}-registrar", f"{any_pool()}-sql"))
            if rng.random() < 0.4:
                edges.append((f"{pool}-archiving", f"{any_pool()}-sql"))
            if rng.random() < 0.3:
                edges.append((f"{pool}-mediation", f"{rng.choice(sites_of)}-gateway"))
            if rng.random() < 0.2:
                edges.append((f"{pool}-registrar", "cms"))
    edges.append(("cms", "ad"))
    return clean(f"estate {sites}x{pools} seed {seed}", nodes, edges)


def layered(seed):
    """40 to 120 nodes in 4 to 10 layers; edges mostly to the next layer, some longer."""
    rng = random.Random(f"layered {seed}")
    n = rng.randrange(40, 121)
    depth = rng.randrange(4, 11)
    layer = sorted(rng.randrange(depth) for _ in range(n))
    nodes = [f"v{i:03d}" for i in range(n)]
    density = rng.uniform(1.1, 1.9)
    edges = []
    while len(edges) < density * n:
        a, b = rng.randrange(n), rng.randrange(n)
        if layer[a] > layer[b]:
            a, b = b, a
        gap = layer[b] - layer[a]
        if gap > 0 and rng.random() < 0.5 ** (gap - 1):
            edges.append((nodes[a], nodes[b]))
    linked = {v for edge in edges for v in edge}
    return clean(f"layered seed {seed}", [v for v in nodes if v in linked], edges)


def generated(count):
    """Half estates, half layered graphs, all of 40 to 120 nodes."""
    result = []
    for seed in range(count):
        if seed % 2:
            result.append(layered(seed))
        else:
            rng = random.Random(f"shape {seed}")
            sites, pools = rng.choice([(2, 2), (3, 2), (4, 2), (5, 2), (3, 3), (4, 3), (2, 3), (6, 2)])
            result.append(estate(sites, pools, seed))
    return result
