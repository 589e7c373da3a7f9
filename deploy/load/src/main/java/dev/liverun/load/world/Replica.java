package dev.liverun.load.world;

/** A packaged service that runs. */
public record Replica(Watched watched, int port, int managementPort) {

    /** @param path below {@code /api/v1} */
    public String address(String path) {
        return "http://127.0.0.1:" + port + "/api/v1" + path;
    }

    String readiness() {
        return "http://127.0.0.1:" + managementPort + "/q/health/ready";
    }
}
