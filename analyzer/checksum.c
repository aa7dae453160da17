/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Digests of what is in memory, by nettle: GLib's own take as long for the lists of a million users as
 * reading them.
 */
#include "analyzer/checksum.h"

#include <nettle/base16.h>
#include <nettle/sha2.h>

char *
ct_checksum_sha256(const void *bytes, gsize length)
{
	struct sha256_ctx context;
	guint8 digest[SHA256_DIGEST_SIZE];
	char *text = g_new0(char, BASE16_ENCODE_LENGTH(SHA256_DIGEST_SIZE) + 1);

	sha256_init(&context);
	sha256_update(&context, length, bytes);
	sha256_digest(&context, sizeof digest, digest);
	base16_encode_update(text, sizeof digest, digest);
	return text;
}
