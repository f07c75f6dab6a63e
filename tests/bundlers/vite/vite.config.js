export default {
  server: { proxy: { "/api": process.env.API_ORIGIN } },
};
