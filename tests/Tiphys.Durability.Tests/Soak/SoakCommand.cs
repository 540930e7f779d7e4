using System.Globalization;

namespace Tiphys.Durability.Tests.Soak;

/// <summary><c>./test soak</c>.</summary>
internal static class SoakCommand
{
    /// <summary>Arguments: minutes, which may be a fraction, and the seed.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var minutes, var seed])
        {
            throw new ArgumentException("soak MINUTES SEED");
        }

        var duration = TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture));
        Console.WriteLine($"soak: {duration} from seed {seed}");
        await new SoakRun(int.Parse(seed, CultureInfo.InvariantCulture), duration, Console.WriteLine).RunAsync();
        return 0;
    }
}
