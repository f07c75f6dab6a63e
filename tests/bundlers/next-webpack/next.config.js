export default {
  serverExternalPackages: ["thingspace-aggregate"],
};
