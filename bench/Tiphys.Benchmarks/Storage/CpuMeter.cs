namespace Tiphys.Benchmarks.Storage;

/// <summary>
/// Counts operations and prints what each cost the whole process in CPU time. BenchmarkDotNet measures wall-clock time, which for
/// a durable write is mostly the disk's.
/// </summary>
internal sealed class CpuMeter
{
    private TimeSpan _before;
    private long _operations;

    /// <summary>Call once the code is warm.</summary>
    public void Restart()
    {
        _before = Environment.CpuUsage.TotalTime;
        _operations = 0;
    }

    public void Add(int operations) => Interlocked.Add(ref _operations, operations);

    public void Print(string what)
    {
        var spent = Environment.CpuUsage.TotalTime - _before;
        Console.WriteLine($"// CPU: {what}: {spent.TotalMicroseconds / _operations:f2} µs per operation ({_operations} operations)");
    }
}
