export default {
  optimizeDeps: { exclude: ["thingspace-aggregate"] },
  server: { proxy: { "/api": process.env.API_ORIGIN } },
};
