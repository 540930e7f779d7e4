using System.Text.Json;

namespace Tiphys.Network.Pods;

/// <summary>
/// One file per lease. A file is written whole under another name and then renamed, so a killed process leaves the old
/// state or the new. Nothing is flushed to disk: what a power failure may take are leases of sandboxes that it ended too.
/// </summary>
internal sealed class LeaseStore(string directory)
{
    private const string Suffix = ".json";
    private const string LastName = "last";

    /// <summary>All readable leases, oldest first; others, torn by a power failure, are deleted.</summary>
    internal List<Lease> Load()
    {
        Directory.CreateDirectory(directory);
        var leases = new List<Lease>();
        foreach (string file in Directory.EnumerateFiles(directory))
        {
            if (Path.GetFileName(file) == LastName)
            {
                continue;
            }

            if (file.EndsWith(Suffix, StringComparison.Ordinal) && TryRead(file) is { } lease && file == PathOf(lease.SandboxId))
            {
                leases.Add(lease);
            }
            else
            {
                File.Delete(file);
            }
        }

        leases.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
        return leases;
    }

    /// <summary>Offset and sequence number of the newest lease ever given, even if it was removed since.</summary>
    internal (uint Offset, long Sequence) LoadLast()
    {
        string path = Path.Combine(directory, LastName);
        if (File.Exists(path) && File.ReadAllText(path).Split(' ') is [var offset, var sequence]
            && uint.TryParse(offset, out uint o) && long.TryParse(sequence, out long s))
        {
            return (o, s);
        }

        return (1, 0);
    }

    internal void Save(Lease lease)
    {
        Replace(PathOf(lease.SandboxId), JsonSerializer.SerializeToUtf8Bytes(lease, LeaseJson.Default.Lease));
        Replace(Path.Combine(directory, LastName), System.Text.Encoding.ASCII.GetBytes($"{lease.Offset} {lease.Sequence}"));
    }

    internal void Delete(string sandboxId) => File.Delete(PathOf(sandboxId));

    private static Lease? TryRead(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), LeaseJson.Default.Lease);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Replace(string path, byte[] content)
    {
        string temporary = path + ".tmp";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }

    private string PathOf(string sandboxId) => Path.Combine(directory, Uri.EscapeDataString(sandboxId) + Suffix);
}
