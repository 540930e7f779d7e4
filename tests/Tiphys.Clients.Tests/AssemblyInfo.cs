// The tests share one cluster, and the machine's network and processes.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
