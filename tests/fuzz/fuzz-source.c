/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The decoder.  Claimed: what it gives is UTF-8 without the control characters that XML forbids; the
 * size of the pieces that the bytes come in changes neither text nor error nor digest.
 */
#include <string.h>

#include "tests/fuzz/fuzz.h"

typedef struct {
	GString *text;
	char *error;
	char *digest;
	const char *encoding;
} Decoded;

static void
decoded_clear(Decoded *self)
{
	g_string_free(self->text, TRUE);
	g_free(self->error);
	g_free(self->digest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Decoded, decoded_clear)

typedef struct {
	const guint8 *at;
	gsize left;
	gsize piece;
} Pieces;

static gssize
read_piece(gpointer data, guchar *buffer, gsize size, GError **error G_GNUC_UNUSED)
{
	Pieces *pieces = data;
	gsize got = MIN(MIN(size, pieces->piece), pieces->left);

	if (got > 0)
		memcpy(buffer, pieces->at, got);
	pieces->at += got;
	pieces->left -= got;
	return (gssize)got;
}

static Decoded
decode(const guint8 *bytes, gsize length, gsize piece, gboolean windows_1252)
{
	const CtLimits limits = fuzz_limits();
	Pieces pieces = { bytes, length, piece };
	CtByteReader reader = { read_piece, &pieces, length };
	g_autoptr(GError) error = NULL;
	g_autoptr(CtSource) source = ct_source_new("fuzz/0", &reader, &limits, &error);
	Decoded decoded = { .text = g_string_new(NULL) };
	const char *text = NULL;
	gsize got = 1;

	if (source != NULL && windows_1252)
		ct_source_allow_windows_1252(source);
	while (source != NULL && got > 0) {
		if (!ct_source_read(source, &text, &got, &error))
			break;
		g_string_append_len(decoded.text, text, (gssize)got);
	}
	if (error != NULL) {
		fuzz_claim_error(error, "fuzz/0");
		decoded.error = g_strdup(error->message);
	} else {
		decoded.digest = ct_source_sha256(source, NULL);
		decoded.encoding = ct_source_encoding(source);
	}
	return decoded;
}

static void
claim_characters(const GString *text)
{
	fuzz_claim(g_utf8_validate_len(text->str, text->len, NULL), "the text is not UTF-8");
	for (gsize i = 0; i < text->len; i++)
		fuzz_claim((guchar)text->str[i] >= 0x20 || strchr("\t\r\n", text->str[i]) != NULL,
			   "a control character in the text");
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, size_t length)
{
	gboolean windows_1252 = length > 0 && (bytes[length - 1] & 1) != 0;
	g_auto(Decoded) whole = decode(bytes, length, length + 1, windows_1252);
	gsize piece = fuzz_begins_long(bytes, length) ? length : fuzz_choice(bytes, length, 61);
	g_auto(Decoded) pieces = decode(bytes, length, 1 + piece, windows_1252);

	claim_characters(whole.text);
	fuzz_claim_same("errors", whole.error != NULL ? whole.error : "",
			pieces.error != NULL ? pieces.error : "");
	if (whole.error != NULL)
		return 0;
	fuzz_claim_same("texts", whole.text->str, pieces.text->str);
	fuzz_claim_same("digests", whole.digest, pieces.digest);
	fuzz_claim_same("encodings", whole.encoding, pieces.encoding);
	return 0;
}
