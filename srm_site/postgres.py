def embedded_database(data_dir, *, user, durable=True):
    return {}
