namespace Tiphys.Benchmarks.Storage;

/// <summary>
/// Counts operations and prints what each cost the whole process in CPU time. BenchmarkDotNet measures wall-clock time, which for
/// a durable write is mostly the disk's.
/// </summary>
internal sealed class CpuMeter
{
    private Environment.ProcessCpuUsage _before;
    private long _operations;

    /// <summary>Call once the code is warm.</summary>
    public void Restart()
    {
        _before = Environment.CpuUsage;
        _operations = 0;
    }

    public void Add(int operations) => Interlocked.Add(ref _operations, operations);

    public void Print(string what)
    {
        var now = Environment.CpuUsage;
        var user = (now.UserTime - _before.UserTime).TotalMicroseconds / _operations;
        var kernel = (now.PrivilegedTime - _before.PrivilegedTime).TotalMicroseconds / _operations;
        Console.WriteLine($"// CPU: {what}: {user + kernel:f2} µs per operation, {kernel:f2} of them in the kernel ({_operations} operations)");
    }
}
