// The tests share the machine's network and processes.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
