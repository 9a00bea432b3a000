namespace LiveSession.Publishing.Bundle;

/// <summary>How to check a bundle, for whoever finds it in fifty years.</summary>
internal static class BundleReadme
{
    public const string Text = """
        This is a bag (BagIt 1.0, RFC 8493): the record of one session of a meeting.

        With LiveSession at hand:    livesession verify BUNDLE.zip --keys KEYS.json
        KEYS.json are the public keys of the installation, from /keys.json of its server or from anybody you trust.

        Without it, any program can check three things:
        1. Files. manifest-sha256.txt has the SHA-256 of every file in data/, tagmanifest-sha256.txt those of the files beside it:
               sha256sum -c manifest-sha256.txt tagmanifest-sha256.txt
        2. Signature. signature.json holds an ECDSA signature (P-256, SHA-256, r || s, base64) over the bytes of tagmanifest-sha256.txt. Its "key" is
           the SHA-256 of the public key (SubjectPublicKeyInfo, base64 in proof/keys.json).
        3. Log. Each line of data/log.jsonl is {"hash":H,"event":E}: H is the SHA-256 of the 32 bytes of the hash before it (zeros before the first)
           and the bytes of E. Where "type" is "record-sealed" the installation signed, when the session was closed, these five lines of ASCII, each
           with a line feed: "livesession log seal 1", the log's name, the epoch, the sequence and the hash of the event before.
        4. Words. An event that ends with "words" is hashed without them: as if "}" stood in place of ,"words": and all that follows it. Its "digest" is
           the SHA-256 of the 16 bytes of "salt" and the words in UTF-8. Where there is no salt the words were redacted: they are in no copy of the log
           any more, blocks stand in their place, and a later event of type "words-redacted" lists the event with a "seal", the SHA-256 of the 32 bytes
           of the hash before it and its bytes as they are now. An event without words' digest is from before there were any, and where it was redacted
           the seal alone vouches for it. "redactions-signed" has a signature over lines of ASCII: "livesession log redactions 1", the log's name, the
           sequence and the hash the record was sealed at, and for each redaction its sequence, a space and its hash.

        A signature says that whoever has the private key vouches for the files. That the key belongs to the meeting's organisers you must know from
        elsewhere.

        """;
}
