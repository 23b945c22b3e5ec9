"""ServiceTitan into the schema `raw`: everything that runs in production, without orchestration and models."""
