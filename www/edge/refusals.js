/** For visitors, who cannot fix it: the worker's log says what is missing. */
export function notConfigured() {
  const errorMessage = "This server is not set up yet. Its log tells its operator what is missing.";
  return Response.json({ errorCode: "NOT_CONFIGURED", errorMessage }, { status: 500 });
}

/** @param {string} errorMessage what to do */
export function unauthorized(errorMessage) {
  return Response.json({ errorCode: "UNAUTHORIZED", errorMessage }, { status: 401 });
}
