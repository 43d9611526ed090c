package io.eunomia.runtime.internal.parse;

/** Members of form 4 about {@link SampleObject}; single quotes stand for double ones. */
public final class Samples {
    public static final String EVERYTHING = """
            'version': '1.2-beta', 'description': 'opens "and" exits – all of it',
            'data_sz': %d, 'compression': 'none',
            'progs': ['handle_open', 'handle_exit'], 'maps': ['rb'],
            'programs': {'handle_exit': {'attach': 'sched_process_exit'}, 'handle_open': {}},
            'without': ['handle_exit'], 'optional': ['handle_open'],
            'map': {'rb': {'max_entries': 8192}, 'counts': {'max_entries': 7, 'value_size': 16}},
            'alternatives': [{'name': 'hooks', 'choices': [['handle_open'], 'handle_exit']}],
            'args': {
              'pid': {'global': 'target_pid', 'type': 'u32', 'default': 7, 'min': 1, 'max': 4194304,
                      'description': 'only this process'},
              'verbose': {'global': 'verbose', 'type': 'bool', 'default': true},
              'interval': {'type': 'duration', 'default': '3s', 'min': '100ms', 'max': '1h'},
              'top': {'type': 's32', 'default': '20'}},
            'events': [{'map': 'rb', 'name': 'open', 'type': 'opened',
                        'fields': [{'name': 'pid', 'width': 7}, {'name': 'comm', 'display': 'text'}]}],
            'tables': [{'map': 'counts', 'twin': 'counts_twin', 'active': 'active', 'name': 'count',
                        'interval': '${interval}', 'sort': 'value', 'top': '${top}', 'drain': true,
                        'fields': ['value']}],
            'displays': [{'name': 'calls', 'map': 'counts_twin', 'kind': 'table', 'interval': '${interval}', 'drain': true, 'unit': 'calls',
                          'twin': 'counts', 'active': 'active', 'key': ['key'], 'sort': 'value', 'top': '${top}', 'max_series': 64,
                          'columns': [{'field': 'value', 'name': 'calls', 'show': 'bytes', 'unit': 'B', 'when': '${verbose}'},
                                      {'name': 'rate', 'expr': 'value/seconds'}], 'cpu': 'sum',
                          'metric': {'name': 'calls_total', 'labels': ['key'], 'scale': 0.5}},
                         {'map': 'counts', 'kind': 'linear', 'min': 2, 'step': 5, 'value': 'value', 'buckets': 'key', 'key': [],
                          'min_age': {'field': 'value', 'than': '1s'}}],
            'iterators': [{'program': 'handle_exit', 'name': 'exits', 'type': 'opened', 'interval': '5s',
                           'fields': ['pid']}],
            'keep_maps': true,
            'requires': {'attach': ['raw_tp'], 'kernel': '5.8', 'btf': true},
            'metrics': [{'map': 'counts', 'type': 'counter'}], 'histograms': [{'map': 'counts', 'scale': 2}],
            'signature': {'key': 'k', 'ed25519': 'c2ln'}
            """.replace('\n', ' ').replace("%d", "" + SampleObject.bytes().length).replace("\"and\"", "\\\"and\\\"");

    private Samples() {
    }
}
