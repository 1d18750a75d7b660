import type { Part } from "../library.ts";
import { check, throwsWith } from "./assert.ts";
import { ED25519 } from "./keys.ts";
import { keyBytes, now, rules, SECRET, tokenWith } from "./setting.ts";

const INVALID = { name: "SignetError", code: "invalid-config" };
const ed = { algorithm: "EdDSA", privateKey: ED25519.pkcs8 };

const TEXTS = ["subject", "jwtid", "nonce", "typ"];
const LISTS = ["issuer", "audience"];
const VERIFYING = [
  ...[...TEXTS, ...LISTS, "maxAge", "clockTolerance", "requiredClaims", "requireExpiration"],
  ...["maxLength", "now", "schema"],
];
const ISSUING = [...TEXTS, ...LISTS, "expiresIn", "notBefore", "kid", "now"];
const NO_TEXT = ["", 0, 1, true, {}, [], [""], () => "x", /x/, new String("x"), Symbol("x")];

/** Tests of empty, unknown and ambiguous options. */
export const options: Part = (define, lib) => {
  const verifier = (more: object) => () => lib.createVerifier(rules(more));
  const signer = (more: object) => () => lib.createSigner(rules({ expiresIn: 60, ...more }));
  const sealer = (more: object) => () =>
    lib.createSealer({ secret: keyBytes(32), expiresIn: 60, now, ...more });
  const opener = (more: object) => () => lib.createOpener({ secret: keyBytes(32), now, ...more });

  const mistakes = async (
    makers: readonly ((more: object) => () => unknown)[],
    name: string,
    values: readonly unknown[],
  ) => {
    for (const make of makers) {
      for (const value of values) {
        const error = await throwsWith(
          make({ [name]: value }),
          INVALID,
          `${name}: ${typeof value}`,
        );
        check(error.message.includes(name), `${error.message} does not name ${name}`);
        const missing = value === undefined || value === null;
        check(!missing || error.message.includes(`but ${value}`), error.message);
      }
    }
  };

  define("O7: an option that is present but undefined or null throws at construction", async () => {
    const empty = [undefined, null];
    for (const name of [...VERIFYING, "cacheSize"]) await mistakes([verifier], name, empty);
    for (const name of [...VERIFYING, "encryption"]) await mistakes([opener], name, empty);
    for (const name of ISSUING) await mistakes([signer, sealer], name, empty);
    for (const name of ["algorithm", "secret"]) await mistakes([verifier, signer], name, empty);
  });

  define("O7: an option that is empty or of the wrong type throws at construction", async () => {
    for (const name of TEXTS) {
      const wrong = NO_TEXT.filter((value) => value !== "" || name !== "typ");
      await mistakes([verifier, opener, signer, sealer], name, [...wrong, "", ["a"]]);
    }
    for (const name of LISTS) {
      const wrong = [["a", ""], ["a", 1], [null], [undefined], new Set(["a"])];
      await mistakes([verifier, opener, signer, sealer], name, [...NO_TEXT, ...wrong]);
    }
    await mistakes([signer, sealer], "kid", [...NO_TEXT, ["a"], false]);
    await mistakes([verifier, opener], "requiredClaims", [...NO_TEXT, ["a", ""], [1]]);
    await mistakes([verifier, opener], "requireExpiration", ["", "false", 0, 1, {}, []]);
    await mistakes([signer, sealer], "typ", [false]);
    await mistakes([verifier, opener], "typ", [true]);
    const clocks = [0, 1_800_000_000_000, "", "now", {}, [], new Date(), true];
    await mistakes([verifier, opener, signer, sealer], "now", clocks);
  });

  define("S19: maxLength and cacheSize must be integers from 1", async () => {
    const counts = [
      0,
      -1,
      1.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      2 ** 53,
      "1",
      1n,
      true,
      [],
      {},
    ];
    await mistakes([verifier, opener], "maxLength", counts);
    await mistakes([verifier], "cacheSize", counts);
    await verifier({ maxLength: 1, cacheSize: 1 })();
  });

  define(
    "O7: an unknown option throws at construction, and the message lists the known ones",
    async () => {
      for (const name of [
        "audiance",
        "algorithms",
        "ignoreExpiration",
        "clockTimestamp",
        "Issuer",
        "",
      ]) {
        for (const make of [verifier, opener, signer, sealer]) {
          const error = await throwsWith(make({ [name]: true }), INVALID, name);
          check(error.message.includes("audience"), error.message);
        }
      }
      await throwsWith(signer({ clockTolerance: 1 }), INVALID);
      await throwsWith(signer({ schema: {} }), INVALID);
      await throwsWith(verifier({ expiresIn: 60 }), INVALID);
      await throwsWith(verifier({ kid: "k" }), INVALID);
      await throwsWith(opener({ cacheSize: 5 }), INVALID);
      await throwsWith(opener({ algorithm: "HS256" }), INVALID);
      await throwsWith(sealer({ algorithm: "HS256" }), INVALID);
      await throwsWith(sealer({ encryption: "A256GCM" }), INVALID);
    },
  );

  define("O7: options that are not an object throw at construction", async () => {
    for (const given of [
      undefined,
      null,
      "",
      "HS256",
      1,
      true,
      [],
      [SECRET],
      () => ({}),
      new Map(),
    ]) {
      for (const make of [
        lib.createVerifier,
        lib.createSigner,
        lib.createSealer,
        lib.createOpener,
      ]) {
        await throwsWith(() => make(given), INVALID, typeof given);
      }
    }
  });

  define("O1: options with two sources of keys are refused", async () => {
    const ring = await lib.keyRing(SECRET);
    const jwks = { keys: [ED25519.publicJwk] };
    const { publicJwk: publicKey } = ED25519;
    const purpose = "p";
    for (const given of [
      ...[{ algorithm: "EdDSA" }, {}, { algorithm: "EdDSA", publicKey, jwks }],
      ...[
        { algorithm: "HS256", secret: SECRET, publicKey },
        { algorithm: "HS256", secret: SECRET, jwks },
      ],
      ...[
        { keys: ring, purpose, publicKey },
        { keys: ring, purpose, secret: SECRET },
      ],
      ...[{ algorithm: "EdDSA", privateKey: ED25519.pkcs8 }, { purpose }],
    ]) {
      await throwsWith(() => lib.createVerifier(given), INVALID, Object.keys(given).join());
    }
    for (const given of [
      ...[{ algorithm: "EdDSA" }, {}, { ...ed, secret: SECRET }, { ...ed, keys: ring, purpose }],
      ...[{ keys: ring, purpose, secret: SECRET }, { algorithm: "EdDSA", publicKey }, { purpose }],
      ...[{ algorithm: "EdDSA", jwks }],
    ]) {
      const options = { ...given, expiresIn: 60 };
      await throwsWith(() => lib.createSigner(options), INVALID, Object.keys(given).join());
    }
    const secret = keyBytes(32);
    for (const given of [{}, { secret, keys: ring, purpose }, { purpose }]) {
      await throwsWith(() => lib.createOpener(given), INVALID);
      await throwsWith(() => lib.createSealer({ ...given, expiresIn: 60 }), INVALID);
    }
  });

  define("a ring of secrets needs a purpose, and sets the algorithm and the kid", async () => {
    const keys = await lib.keyRing(SECRET);
    const makers = [lib.createVerifier, lib.createSigner, lib.createOpener, lib.createSealer];
    for (const make of makers) {
      const issuing = make === lib.createSigner || make === lib.createSealer;
      const use = (more: object) => () =>
        make({ keys, ...(issuing ? { expiresIn: 60 } : {}), ...more });
      await use({ purpose: "p" })();
      for (const purpose of ["", 1, true, [], ["p"], undefined, null]) {
        await throwsWith(use({ purpose }), INVALID);
      }
      await throwsWith(use({}), INVALID);
      const name = make === lib.createOpener ? "encryption" : issuing ? "kid" : "algorithm";
      const value = name === "encryption" ? "A256GCM" : "HS256";
      await throwsWith(use({ purpose: "p", [name]: value }), INVALID, name);
    }
    const signer = { keys, purpose: "p", expiresIn: 60, algorithm: "HS256" };
    await throwsWith(() => lib.createSigner(signer), INVALID);
  });

  define(
    "with a ring of pairs, a purpose, an algorithm, a kid and sealing are refused",
    async () => {
      const keys = await lib.keyRing(ed);
      await lib.createVerifier({ keys });
      await lib.createSigner({ keys, expiresIn: 60 });
      for (const more of [{ purpose: "p" }, { algorithm: "EdDSA" }]) {
        await throwsWith(() => lib.createVerifier({ keys, ...more }), INVALID);
        await throwsWith(() => lib.createSigner({ keys, expiresIn: 60, ...more }), INVALID);
      }
      await throwsWith(() => lib.createSigner({ keys, expiresIn: 60, kid: "k" }), INVALID);
      for (const more of [{}, { purpose: "p" }]) {
        await throwsWith(() => lib.createSealer({ keys, expiresIn: 60, ...more }), INVALID);
        await throwsWith(() => lib.createOpener({ keys, ...more }), INVALID);
      }
    },
  );

  define("a purpose without a ring is refused", async () => {
    const purpose = "p";
    for (const make of [verifier, signer, sealer, opener])
      await throwsWith(make({ purpose }), INVALID);
    await throwsWith(() => lib.createSigner({ ...ed, purpose, expiresIn: 60 }), INVALID);
    const { publicJwk: publicKey } = ED25519;
    const proving = { algorithm: "EdDSA", publicKey, purpose };
    await throwsWith(() => lib.createVerifier(proving), INVALID);
  });

  define("a value that is not a key ring is refused as keys", async () => {
    const promised = Promise.resolve(await lib.keyRing(SECRET));
    const none = [SECRET, [SECRET], {}, [], 1, true, { kind: "other" }, () => ({}), promised];
    for (const keys of none) {
      for (const make of [lib.createVerifier, lib.createOpener]) {
        await throwsWith(() => make({ keys, purpose: "p" }), INVALID, typeof keys);
      }
      for (const make of [lib.createSigner, lib.createSealer]) {
        await throwsWith(() => make({ keys, purpose: "p", expiresIn: 60 }), INVALID, typeof keys);
      }
    }
  });

  define("O4: a ring not made by keyRing() is refused with an error of the library", async () => {
    const { publicJwk } = ED25519;
    const derive = () => keyBytes(32);
    const lists = [[], null, "x", [null], [{}], {}, undefined, [{ kid: "k" }], [{ derive: 1 }]];
    const rings: object[] = lists.flatMap((keys) => [
      { kind: "secrets", keys },
      { kind: "pairs", keys, privateKey: () => ED25519.pkcs8 },
    ]);
    const pair = { kid: "k", algorithm: "EdDSA", publicJwk };
    rings.push({ kind: "secrets" }, { kind: "pairs", keys: [pair] });
    rings.push({ kind: "secrets", keys: [{ kid: "k", derive }, {}] });
    for (const keys of rings) {
      const purpose = Reflect.get(keys, "kind") === "secrets" ? { purpose: "p" } : {};
      await throwsWith(() => lib.createVerifier({ keys, ...purpose }), INVALID);
      await throwsWith(() => lib.createSigner({ keys, ...purpose, expiresIn: 60 }), INVALID);
      await throwsWith(() => lib.createOpener({ keys, purpose: "p" }), INVALID);
      await throwsWith(() => lib.createSealer({ keys, purpose: "p", expiresIn: 60 }), INVALID);
    }
  });

  define("O1: the key of a sealed token must be bytes, and a text is refused", async () => {
    for (const secret of ["x".repeat(32), SECRET, ""]) {
      await throwsWith(sealer({ secret }), INVALID);
      await throwsWith(opener({ secret }), INVALID);
    }
  });

  define("a value that is not a secret is refused as one", async () => {
    for (const secret of [
      1,
      true,
      {},
      [],
      () => SECRET,
      new Date(),
      keyBytes(64).buffer,
      Symbol("x"),
    ]) {
      await throwsWith(verifier({ secret }), INVALID, typeof secret);
      await throwsWith(signer({ secret }), INVALID, typeof secret);
    }
  });

  define("a later change of the options does not change the verifier", async () => {
    const given: Record<string, unknown> = {
      ...rules({ audience: "a", requiredClaims: ["role"] }),
    };
    const made = await lib.createVerifier(given);
    for (const name of ["audience", "requiredClaims", "secret"]) delete given[name];
    given["typ"] = false;
    const token = await tokenWith({ role: 1 });
    await throwsWith(() => made(token), { claim: "aud" });
  });

  define(
    "O7: options with inherited members are refused, because those would not be checked",
    async () => {
      class Config {
        readonly algorithm = "HS256";
        readonly secret = SECRET;
      }
      const plain = rules({ expiresIn: 60 });
      for (const given of [
        ...[Object.create(plain), Object.assign(Object.create({ schema: 1 }), plain), new Config()],
        Object.assign(Object.create({ secret: SECRET }), { algorithm: "EdDSA", publicKey: "x" }),
      ]) {
        for (const make of [
          lib.createVerifier,
          lib.createSigner,
          lib.createSealer,
          lib.createOpener,
        ]) {
          await throwsWith(() => make(given), INVALID);
        }
      }
      await throwsWith(() => lib.keyRing(Object.create(ed)), INVALID);
      await lib.createVerifier(Object.assign(Object.create(null), rules()));
    },
  );
};
