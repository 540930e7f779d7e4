using System.Globalization;
using Tiphys.Containers.Images;
using Tiphys.Containers.Images.Content;
using Tiphys.Containers.Images.Layers;
using Tiphys.Containers.Registry;

namespace Tiphys.Containers.Build;

/// <summary>One run of a builder: the Dockerfile, its stages as far as they are built, and what they share.</summary>
internal sealed class BuildSession
{
    private readonly ImageStore _store;
    private readonly ImagePuller? _puller;
    private readonly IProgress<BuildProgress>? _progress;
    private readonly Dictionary<int, StageState> _built = [];
    private readonly HashSet<string> _usedArguments = new(StringComparer.Ordinal);

    public BuildSession(ImageStore store, ImagePuller? puller, ImageBuildOptions options, IProgress<BuildProgress>? progress)
    {
        (_store, _puller, Options, _progress) = (store, puller, options, progress);
        var path = options.DockerfilePath ?? Path.Combine(options.ContextDirectory, "Dockerfile");
        FileName = options.DockerfilePath ?? "Dockerfile";
        Dockerfile = DockerfileParser.Parse(ReadText(path, "Dockerfile"), FileName);
        Context = OpenContext(path);
        Created = CreatedBy(options);
        PredefinedArguments = Predefined(store.Platform);
    }

    public ImageBuildOptions Options { get; }

    public string FileName { get; }

    public Dockerfile Dockerfile { get; }

    public CopySource Context { get; }

    /// <summary>The time of everything that is made.</summary>
    public DateTimeOffset Created { get; }

    /// <summary>TARGETPLATFORM and its like; a stage sees one only after ARG names it.</summary>
    public IReadOnlyDictionary<string, string> PredefinedArguments { get; }

    /// <summary>The ARG values before the first FROM.</summary>
    public Dictionary<string, string> GlobalArguments { get; } = new(StringComparer.Ordinal);

    public async Task<StageState> BuildAsync(CancellationToken cancellationToken)
    {
        foreach (var instruction in Dockerfile.GlobalArguments)
        {
            var expander = new VariableExpander(Dockerfile.Escape, GlobalValue);
            foreach (var (name, value) in Arguments.Parse(instruction, expander, Dockerfile.Escape))
            {
                if ((FindBuildArgument(name) ?? value) is { } known)
                {
                    GlobalArguments[name] = known;
                }
            }
        }

        var result = await BuildStageAsync(TargetStage(), cancellationToken);
        foreach (var unused in Options.BuildArguments.Keys.Where(a => !_usedArguments.Contains(a) && a != "SOURCE_DATE_EPOCH"))
        {
            _progress?.Report(new BuildProgress(0, "", false, $"no ARG asks for the build argument {unused}"));
        }

        return result;
    }

    /// <summary>A variable in a FROM line.</summary>
    public string? GlobalValue(string name) => GlobalArguments.GetValueOrDefault(name) ?? PredefinedArguments.GetValueOrDefault(name);

    public string? FindBuildArgument(string name)
    {
        if (!Options.BuildArguments.TryGetValue(name, out var value))
        {
            return null;
        }

        _usedArguments.Add(name);
        return value;
    }

    /// <summary>What FROM starts with.</summary>
    public async Task<StageState> OpenBaseAsync(DockerfileStage stage, string name, CancellationToken cancellationToken)
    {
        if (name.Equals("scratch", StringComparison.Ordinal))
        {
            return StageState.Scratch(_store.Platform);
        }

        return FindStage(name, stage.Index) is { } earlier
            ? await BuildStageAsync(earlier, cancellationToken)
            : StageState.From(await FindImageAsync(stage.From, name, cancellationToken));
    }

    /// <summary>What COPY --from takes from.</summary>
    public async Task<CopySource> OpenSourceAsync(DockerfileStage stage, DockerfileInstruction instruction, string name, CancellationToken cancellationToken)
    {
        var earlier = FindStage(name, stage.Index)
            ?? (int.TryParse(name, out var index) && index >= 0 && index < stage.Index ? Dockerfile.Stages[index] : null);
        if (earlier is null && Options.NamedContexts.TryGetValue(name, out var directory))
        {
            return new CopySource($"the context {name}", new MergedLayers([ExistingDirectory(directory)]), DockerIgnore.None, KeepsOwners: false);
        }

        var state = earlier is not null
            ? await BuildStageAsync(earlier, cancellationToken)
            : StageState.From(await FindImageAsync(instruction, name, cancellationToken));
        return new CopySource(earlier is null ? name : $"stage {name}", await state.OpenAsync(_store, cancellationToken), DockerIgnore.None, KeepsOwners: true);
    }

    /// <summary>Adds a layer with what is planned, from the cache if the same was written before.</summary>
    public async Task<(BuiltLayer Layer, bool Cached)> AddLayerAsync(LayerPlan plan, CancellationToken cancellationToken)
    {
        var key = await plan.ComputeKeyAsync(Options.Compression, cancellationToken);
        if (!Options.NoCache && _store.BuildCache.Find(key) is { } known)
        {
            return (known, true);
        }

        await using var blob = _store.Blobs.CreateWriter();
        Digest diffId;
        await using (var tar = new HashingWriteStream(
            Options.Compression == LayerCompression.None ? blob : LayerCompressions.OpenCompressed(blob, Options.Compression), leaveOpen: Options.Compression == LayerCompression.None))
        {
            await plan.WriteAsync(tar, cancellationToken);
            diffId = tar.CurrentDigest;
        }

        var size = blob.Position;
        var layer = new BuiltLayer
        {
            Blob = new Descriptor { MediaType = Images.Archives.LayerMediaTypes.Of(Options.Compression), Digest = blob.Commit(null, null), Size = size },
            DiffId = diffId,
        };
        _store.BuildCache.Add(key, layer);
        return (layer, false);
    }

    public Task<MergedLayers> OpenAsync(StageState state, CancellationToken cancellationToken) => state.OpenAsync(_store, cancellationToken);

    public void Report(DockerfileInstruction instruction, bool cached) =>
        _progress?.Report(new BuildProgress(instruction.Line, instruction.Text, cached, null));

    private async Task<StageState> BuildStageAsync(DockerfileStage stage, CancellationToken cancellationToken)
    {
        if (!_built.TryGetValue(stage.Index, out var state))
        {
            _built[stage.Index] = state = await new StageBuilder(this, stage).BuildAsync(cancellationToken);
        }

        return state;
    }

    private DockerfileStage TargetStage()
    {
        if (Options.Target is not { } target)
        {
            return Dockerfile.Stages[^1];
        }

        return FindStage(target, Dockerfile.Stages.Count)
            ?? (int.TryParse(target, out var index) && index >= 0 && index < Dockerfile.Stages.Count ? Dockerfile.Stages[index] : null)
            ?? throw new DockerfileException(FileName, Dockerfile.Stages[^1].From.Line, $"there is no stage \"{target}\"");
    }

    // A stage sees those before it; the last of the same name counts.
    private DockerfileStage? FindStage(string name, int before) =>
        Dockerfile.Stages.LastOrDefault(s => s.Index < before && s.Name == name.ToLowerInvariant());

    private async Task<ResolvedImage> FindImageAsync(DockerfileInstruction instruction, string name, CancellationToken cancellationToken)
    {
        try
        {
            if (await _store.GetAsync(name, cancellationToken) is null && _puller is not null)
            {
                await _puller.PullAsync(name, null, null, cancellationToken);
            }

            return (await _store.RequireAsync(name, cancellationToken)).Image;
        }
        catch (ImageException e)
        {
            throw instruction.Error(e.Message, e);
        }
    }

    private DateTimeOffset CreatedBy(ImageBuildOptions options)
    {
        if (!options.BuildArguments.TryGetValue("SOURCE_DATE_EPOCH", out var epoch))
        {
            return options.Timestamp;
        }

        return uint.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new DockerfileException(FileName, 1, $"the build argument SOURCE_DATE_EPOCH is a number of seconds, not \"{epoch}\"");
    }

    private CopySource OpenContext(string dockerfile)
    {
        var root = ExistingDirectory(Options.ContextDirectory);
        string[] candidates = [dockerfile + ".dockerignore", Path.Combine(root, ".dockerignore")];
        var ignore = candidates.FirstOrDefault(File.Exists);
        return new CopySource(
            "the context", new MergedLayers([root]),
            ignore is null ? DockerIgnore.None : DockerIgnore.Parse(ReadText(ignore, "ignore file"), Path.GetFileName(ignore)), KeepsOwners: false);
    }

    // A link such as /bin is followed: the tree is read without following any.
    private static string ExistingDirectory(string path)
    {
        var directory = new DirectoryInfo(path);
        return directory.Exists
            ? directory.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? directory.FullName
            : throw new DirectoryNotFoundException($"the context {directory.FullName} does not exist");
    }

    private static string ReadText(string path, string what) =>
        File.Exists(path) ? File.ReadAllText(path) : throw new FileNotFoundException($"there is no {what} {path}", path);

    private static Dictionary<string, string> Predefined(Platform platform)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (prefix, value) in new[] { ("TARGET", platform), ("BUILD", Platform.Current) })
        {
            result[prefix + "PLATFORM"] = value.ToString();
            result[prefix + "OS"] = value.Os;
            result[prefix + "ARCH"] = value.Architecture;
            result[prefix + "VARIANT"] = value.Variant ?? "";
        }

        return result;
    }
}
