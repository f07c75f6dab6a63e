import { Agent, request } from "node:http";

/**
 * How often a body is sent at most, as ThingSpace does it: workerd drops connections when it has stood still for long, and
 * when it has answered a long body before its end.
 */
const TRIES = 20;

/**
 * Posts bodies to a listener, so many at a time, over connections that are made for them.
 *
 * @param {string} url
 * @param {readonly string[]} bodies
 * @param {number} atOnce
 * @param {number} [status] of every answer
 * @throws {Error} when one is answered otherwise
 */
export async function postAll(url, bodies, atOnce, status = 204) {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const queue = bodies.values();
  const sender = async () => {
    for (const body of queue) await postAgain(() => post(url, body, agent, status));
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, sender));
  } finally {
    agent.destroy();
  }
}

/** @param {() => Promise<void>} post */
async function postAgain(post) {
  for (let tries = 1; ; tries++) {
    try {
      return await post();
    } catch (error) {
      if (tries === TRIES) throw error;
    }
  }
}

/**
 * @param {string} url
 * @param {string} body
 * @param {Agent} agent
 * @param {number} status
 */
function post(url, body, agent, status) {
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  return new Promise((/** @type {(value?: undefined) => void} */ resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers }, (reply) => {
      reply.resume().on("end", () => {
        if (reply.statusCode === status) resolve();
        else reject(new Error(`A callback was answered ${reply.statusCode}`));
      });
    });
    sent.on("error", reject).end(body);
  });
}
