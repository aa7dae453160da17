/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of people and towns: common ones, and those that try an importer: accents, apostrophes,
 * hyphens, blanks, other scripts, a letter outside the first plane.
 */
#include "people.h"

const GenName gen_given_names[] = {
	{ "Ana", "ana" },	   { "Ben", "ben" },
	{ "Carla", "carla" },	   { "David", "david" },
	{ "Elif", "elif" },	   { "Frank", "frank" },
	{ "Grace", "grace" },	   { "Hugo", "hugo" },
	{ "Irene", "irene" },	   { "Jonas", "jonas" },
	{ "Karin", "karin" },	   { "Luís", "luis" },
	{ "Mei", "mei" },	   { "Nadia", "nadia" },
	{ "Oscar", "oscar" },	   { "Priya", "priya" },
	{ "Quentin", "quentin" },  { "Rosa", "rosa" },
	{ "Søren", "soren" },	   { "Tereza", "tereza" },
	{ "Umar", "umar" },	   { "Vera", "vera" },
	{ "Wim", "wim" },	   { "Ximena", "ximena" },
	{ "Yusuf", "yusuf" },	   { "Zoë", "zoe" },
	{ "Jürgen", "jurgen" },	   { "François", "francois" },
	{ "Łukasz", "lukasz" },	   { "Дмитрий", "dmitri" },
	{ "Siân", "sian" },	   { "Anne-Marie", "annemarie" },
	{ "D’Arcy", "darcy" },	   { "伟", "wei" },
	{ "健", "ken" },	   { "Ελένη", "eleni" },
	{ "Mary Ann", "maryann" }, { "Þóra", "thora" },
	{ "Ngọc", "ngoc" },
};
const guint gen_n_given_names = G_N_ELEMENTS(gen_given_names);

const GenName gen_family_names[] = {
	{ "Almeida", "almeida" },
	{ "Berg", "berg" },
	{ "Carvalho", "carvalho" },
	{ "Díaz", "diaz" },
	{ "Ekström", "ekstrom" },
	{ "Fischer", "fischer" },
	{ "Gupta", "gupta" },
	{ "Hansen", "hansen" },
	{ "Ivanova", "ivanova" },
	{ "Jensen", "jensen" },
	{ "Kowalski", "kowalski" },
	{ "Lindqvist", "lindqvist" },
	{ "Müller", "muller" },
	{ "Nakamura", "nakamura" },
	{ "Okafor", "okafor" },
	{ "Pérez", "perez" },
	{ "Quinn", "quinn" },
	{ "Rossi", "rossi" },
	{ "Schmidt", "schmidt" },
	{ "Tanaka", "tanaka" },
	{ "Urbano", "urbano" },
	{ "Varga", "varga" },
	{ "Weiß", "weiss" },
	{ "Yilmaz", "yilmaz" },
	{ "Zhang", "zhang" },
	{ "O'Neill", "oneill" },
	{ "d'Ávila", "davila" },
	{ "van der Berg", "vanderberg" },
	{ "Smith-Jones", "smithjones" },
	{ "Çelik", "celik" },
	{ "李", "li" },
	{ "\xf0\xa0\xae\xb7田", "yoshida" },
	{ "Иванов", "ivanov" },
	{ "Παππάς", "pappas" },
	{ "Nguyễn", "nguyen" },
	{ "Őry", "ory" },
	{ "Brown", "brown" },
	{ "Wilson", "wilson" },
	{ "Taylor", "taylor" },
	{ "Martin", "martin" },
	{ "Clark", "clark" },
	{ "Lewis", "lewis" },
};
const guint gen_n_family_names = G_N_ELEMENTS(gen_family_names);

const GenCity gen_cities[] = {
	{ "Redmond", "US", "+1425" },	    { "Lisboa", "PT", "+35121" },
	{ "Singapore", "SG", "+65" },	    { "München", "DE", "+4989" },
	{ "São Paulo", "BR", "+5511" },	    { "O'Fallon", "US", "+1636" },
	{ "Kraków", "PL", "+4812" },	    { "Tokyo 東京", "JP", "+813" },
	{ "Bath & Wells", "GB", "+44122" }, { "Zürich", "CH", "+4144" },
	{ "Toronto", "CA", "+1416" },	    { "Nairobi", "KE", "+25420" },
	{ "Mumbai", "IN", "+9122" },	    { "Sydney", "AU", "+612" },
	{ "Reykjavík", "IS", "+354" },	    { "İzmir", "TR", "+90232" },
};
const guint gen_n_cities = G_N_ELEMENTS(gen_cities);
