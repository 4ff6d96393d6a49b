from django.db.backends.postgresql import base, client

from serving.embedded.binaries import find_binaries


class DatabaseClient(client.DatabaseClient):
    @classmethod
    def settings_to_cmd_args_env(cls, settings_dict, parameters):
        (_, *arguments), env = super().settings_to_cmd_args_env(settings_dict, parameters)
        return [str(find_binaries() / "psql"), *arguments], env

    def runshell(self, parameters):
        self.connection.settings_dict["EMBEDDED_SERVER"].ensure_running()
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    def get_new_connection(self, conn_params):
        # Before the pool opens too, inside the original method.
        server = self.settings_dict["EMBEDDED_SERVER"]
        server.ensure_running()
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            if server.accepts_connections():
                raise
            # It died after the check.
            server.ensure_running()
            return super().get_new_connection(conn_params)
