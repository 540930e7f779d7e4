using System.Globalization;
using Tiphys.Containers.Images;
using Tiphys.Containers.Images.Layers;
using Tiphys.Containers.Images.Tar;

namespace Tiphys.Containers.Build;

internal sealed partial class StageBuilder
{
    private async Task CopyAsync(DockerfileInstruction instruction, CancellationToken cancellationToken)
    {
        CheckFlags(instruction, instruction.Keyword == "COPY" ? ["chown", "chmod", "from", "link"] : ["chown", "chmod", "link"]);
        var image = await _session.OpenAsync(_state, cancellationToken);
        var source = instruction.Flags.TryGetValue("from", out var from)
            ? await _session.OpenSourceAsync(_stage, instruction, Expand(instruction, from), cancellationToken)
            : _session.Context;
        var words = instruction.Words;
        if (words.Count < 2)
        {
            throw instruction.Error($"{instruction.Keyword} needs at least one source and a destination");
        }

        var heredocs = instruction.Heredocs.ToDictionary(h => h.Name);
        var sources = words.Take(words.Count - 1).Select(w => (Heredoc: FindHeredoc(heredocs, w), Path: Expand(instruction, w))).ToList();
        var destination = Expand(instruction, words[^1]);
        var intoDirectory = destination.EndsWith('/') || destination is "." or ".." || destination.EndsWith("/.", StringComparison.Ordinal);
        if (sources.Count > 1 && !intoDirectory)
        {
            throw instruction.Error($"with more than one source the destination is a directory and must end in \"/\", not \"{destination}\"");
        }

        var plan = new LayerPlan();
        var planner = new CopyPlanner(image, plan, Owner(instruction, image), Mode(instruction), Timestamp);
        var target = Combine(Config.WorkingDir, destination);
        foreach (var (heredoc, path) in sources)
        {
            if (heredoc is not null)
            {
                var content = heredoc.Expand ? _expander.ExpandText(heredoc.Content) : heredoc.Content;
                planner.Add(content, intoDirectory || planner.IsDirectory(target) ? Combine(target, heredoc.Name) : target);
            }
            else
            {
                CheckNotRemote(instruction, path);
                await AddSourceAsync(instruction, planner, plan, source, path, target, intoDirectory, cancellationToken);
            }
        }

        await AddLayerAsync(instruction, plan, cancellationToken);
    }

    private static async Task AddSourceAsync(
        DockerfileInstruction instruction, CopyPlanner planner, LayerPlan plan, CopySource source, string path, string target,
        bool intoDirectory, CancellationToken cancellationToken)
    {
        var nodes = source.Find(path);
        if (nodes.Count > 1 && !intoDirectory)
        {
            throw instruction.Error($"\"{path}\" names {nodes.Count} files, so the destination must be a directory and end in \"/\"");
        }

        foreach (var node in nodes)
        {
            if (node.IsDirectory)
            {
                planner.Add(source, node, target);
            }
            else if (instruction.Keyword == "ADD" && node.Status!.IsRegularFile && await IsArchiveAsync(node.RealPaths[0], cancellationToken))
            {
                plan.Add(new PlannedArchive(node.RealPaths[0], planner.AddDirectory(target), planner.Owner));
            }
            else
            {
                // A link that the argument names is followed, so the name is that of the argument.
                var name = PathPattern.HasWildcard(path) ? node.Path : path;
                name = name[(name.TrimEnd('/').LastIndexOf('/') + 1)..];
                planner.Add(source, node, intoDirectory || planner.IsDirectory(target) ? Combine(target, name) : target);
            }
        }
    }

    // By its content, as Docker does: a tar, plain or compressed. What is only compressed is copied like any file.
    private static async Task<bool> IsArchiveAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var magic = new byte[6];
        var length = await file.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellationToken);
        file.Position = 0;
        if (length == magic.Length && magic is [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0] or [(byte)'B', (byte)'Z', (byte)'h', ..])
        {
            throw new FormatException($"{Path.GetFileName(path)} is compressed with xz or bzip2, which ADD cannot unpack; use gzip or zstd, or COPY it");
        }

        try
        {
            await using var tar = await LayerCompressions.OpenDecompressedAsync(file, cancellationToken);
            using var reader = new TarReader(tar);
            return await reader.ReadNextAsync(cancellationToken) is not null;
        }
        catch (Exception e) when (LayerCompressions.IsMalformed(e))
        {
            return false;
        }
    }

    private FileOwner? Owner(DockerfileInstruction instruction, MergedLayers image) =>
        instruction.Flags.TryGetValue("chown", out var chown) ? FileOwner.Parse(Expand(instruction, chown), image) : null;

    private int? Mode(DockerfileInstruction instruction)
    {
        if (!instruction.Flags.TryGetValue("chmod", out var chmod))
        {
            return null;
        }

        var text = Expand(instruction, chmod);
        const int MaxDigits = 5;
        return text.Length is > 0 and <= MaxDigits && !text.AsSpan().ContainsAnyExceptInRange('0', '7') && Convert.ToInt32(text, 8) is <= 0xFFF and var mode
            ? mode
            : throw instruction.Error($"--chmod takes an octal number, not \"{text}\"");
    }

    private static Heredoc? FindHeredoc(Dictionary<string, Heredoc> heredocs, string word) =>
        word.StartsWith("<<", StringComparison.Ordinal) ? heredocs.GetValueOrDefault(word.TrimStart('<').TrimStart('-').Trim('"', '\'')) : null;

    private static void CheckFlags(DockerfileInstruction instruction, string[] known)
    {
        foreach (var flag in instruction.Flags.Keys.Where(f => !known.Contains(f)))
        {
            throw instruction.Error(string.Create(CultureInfo.InvariantCulture, $"{instruction.Keyword} has no option --{flag} here"));
        }
    }

    private static void CheckNotRemote(DockerfileInstruction instruction, string path)
    {
        if (instruction.Keyword == "ADD" && (path.Contains("://", StringComparison.Ordinal) || path.StartsWith("git@", StringComparison.Ordinal)))
        {
            throw instruction.Error("ADD from an address is not supported; download the file and COPY it");
        }
    }
}
