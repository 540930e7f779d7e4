using Tiphys.Containers.Linux;

namespace Tiphys.Containers;

/// <summary>Deleting what containers leave.</summary>
internal static class Files
{
    /// <summary>Deletes a directory with all in it, which must not be mounted. Nothing happens when it is not there.</summary>
    public static void DeleteTree(string path)
    {
        if (!Directory.Exists(path))
            return;
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (IOException)
        {
            // Names that are no valid UTF-8 cannot be expressed in .NET; rm does not care.
            DeleteByProgram(path);
        }
    }

    private static void DeleteByProgram(string path)
    {
        using var process = System.Diagnostics.Process.Start("rm", ["-rf", "--one-file-system", "--", path]);
        process.WaitForExit();
        if (Directory.Exists(path))
            throw new IOException($"cannot delete {path}");
    }

    /// <summary>Detaches what is mounted below a directory, then deletes it.</summary>
    public static void UnmountAndDeleteTree(string path)
    {
        if (!Directory.Exists(path))
            return;
        MountTable.UnmountBelow(path);
        DeleteTree(path);
    }
}
