/** @param {string} errorMessage what to do */
export function unauthorized(errorMessage) {
  return Response.json({ errorCode: "UNAUTHORIZED", errorMessage }, { status: 401 });
}
