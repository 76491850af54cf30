// What JavaScript answers for a line of records, for Node and for a page alike: the digest of an assessment with
// everything, of the faults and of what lies ahead.

const policies = new Map();

function policyOf({ Policy }, readings) {
  const key = JSON.stringify(readings);
  if (!policies.has(key)) {
    const plain = Policy.builtin("puning-2024");
    policies.set(key, Object.entries(readings).reduce((policy, [id, chosen]) => policy.withReading(id, chosen), plain));
  }
  return policies.get(key);
}

/** The digests of some lines, each the JSON of a record with its day and readings. */
export async function digestsOf(hutong, lines) {
  const digests = [];
  for (const line of lines) {
    const { record, asOf, readings } = JSON.parse(line);
    const options = { asOf, policy: policyOf(hutong, readings) };
    let everything;
    let ahead = "";
    try {
      everything = hutong.assess(record, { ...options, everything: true });
      ahead = JSON.stringify(hutong.forecast(record, options));
    } catch (error) {
      if (!error.assessment) throw error;
      everything = error.assessment;
    }
    const text = `${JSON.stringify(everything)}\n${JSON.stringify(hutong.validate(record, options))}\n${ahead}\n`;
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
    digests.push(Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(""));
  }
  return digests;
}
