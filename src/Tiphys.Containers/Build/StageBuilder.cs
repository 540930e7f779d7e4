using Tiphys.Containers.Images;
using Tiphys.Containers.Images.Content;
using Tiphys.Containers.Images.Layers;
using Tiphys.Containers.Images.Tar;

namespace Tiphys.Containers.Build;

/// <summary>Follows the instructions of one stage.</summary>
internal sealed partial class StageBuilder
{
    private static readonly string[] DefaultShell = ["/bin/sh", "-c"];

    private readonly BuildSession _session;
    private readonly DockerfileStage _stage;
    private readonly VariableExpander _expander;
    private readonly Dictionary<string, string> _arguments = new(StringComparer.Ordinal);
    private StageState _state = new();
    private bool _commandIsOwn;

    public StageBuilder(BuildSession session, DockerfileStage stage)
    {
        (_session, _stage) = (session, stage);
        _expander = new VariableExpander(session.Dockerfile.Escape, Value);
    }

    private ImageExecutionConfig Config
    {
        get => _state.Config;
        set => _state = _state with { Config = value };
    }

    public async Task<StageState> BuildAsync(CancellationToken cancellationToken)
    {
        // Before any work, not after minutes of it.
        foreach (var instruction in _stage.Instructions.Where(i => i.Keyword == "RUN"))
        {
            throw RunUnsupported(instruction);
        }

        CheckFrom();
        var from = Arguments.Expand(_stage.From, new VariableExpander(_session.Dockerfile.Escape, _session.GlobalValue), _stage.Base);
        if (from.Length == 0)
        {
            throw _stage.From.Error($"\"{_stage.Base}\" is empty");
        }

        _state = await _session.OpenBaseAsync(_stage, from, cancellationToken);
        _session.Report(_stage.From, cached: true);
        var triggers = Config.OnBuild ?? [];
        Config = Config with { OnBuild = null };
        foreach (var instruction in triggers.Select(t => DockerfileParser.ParseTrigger(t, from)).Concat(_stage.Instructions))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await FollowAsync(instruction, cancellationToken);
        }

        return _state;
    }

    private async Task FollowAsync(DockerfileInstruction instruction, CancellationToken cancellationToken)
    {
        try
        {
            switch (instruction.Keyword)
            {
                case "COPY" or "ADD":
                    await CopyAsync(instruction, cancellationToken);
                    return;
                case "WORKDIR":
                    await ChangeDirectoryAsync(instruction, cancellationToken);
                    return;
                case "RUN":
                    throw RunUnsupported(instruction);
                default:
                    Configure(instruction);
                    _state = _state.WithHistory(_session.Created, instruction.Text, emptyLayer: true);
                    _session.Report(instruction, cached: true);
                    return;
            }
        }
        catch (Exception e) when (e is FormatException or ImageException or IOException or UnauthorizedAccessException || LayerCompressions.IsMalformed(e))
        {
            throw instruction.Error(e.Message, e);
        }
    }

    private async Task ChangeDirectoryAsync(DockerfileInstruction instruction, CancellationToken cancellationToken)
    {
        var path = Combine(Config.WorkingDir, Expand(instruction, instruction.Arguments));
        Config = Config with { WorkingDir = path };
        var image = await _session.OpenAsync(_state, cancellationToken);
        if (image.Resolve(path).Node is { IsDirectory: true })
        {
            _state = _state.WithHistory(_session.Created, instruction.Text, emptyLayer: true);
            _session.Report(instruction, cached: true);
            return;
        }

        var plan = new LayerPlan();
        new CopyPlanner(image, plan, null, null, Timestamp).AddDirectory(path);
        await AddLayerAsync(instruction, plan, cancellationToken);
    }

    private async Task AddLayerAsync(DockerfileInstruction instruction, LayerPlan plan, CancellationToken cancellationToken)
    {
        if (plan.IsEmpty)
        {
            _state = _state.WithHistory(_session.Created, instruction.Text, emptyLayer: true);
            _session.Report(instruction, cached: true);
            return;
        }

        var (layer, cached) = await _session.AddLayerAsync(plan, cancellationToken);
        _state = (_state with { Layers = [.. _state.Layers, layer] }).WithHistory(_session.Created, instruction.Text, emptyLayer: false);
        _session.Report(instruction, cached);
    }

    private void CheckFrom()
    {
        foreach (var (flag, value) in _stage.From.Flags)
        {
            if (flag != "platform")
            {
                throw _stage.From.Error($"FROM has no option --{flag}");
            }

            var platform = Arguments.Expand(_stage.From, new VariableExpander(_session.Dockerfile.Escape, _session.GlobalValue), value);
            if (platform != _session.PredefinedArguments["TARGETPLATFORM"] && platform != _session.PredefinedArguments["BUILDPLATFORM"])
            {
                throw _stage.From.Error($"this store builds for {_session.PredefinedArguments["TARGETPLATFORM"]}, not for {platform}");
            }
        }
    }

    /// <summary>ENV wins over ARG, as in Docker.</summary>
    private string? Value(string name)
    {
        var prefix = name + "=";
        return Config.Env?.FirstOrDefault(e => e.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..] ?? _arguments.GetValueOrDefault(name);
    }

    private string Expand(DockerfileInstruction instruction, string word) => Arguments.Expand(instruction, _expander, word);

    private Timestamp Timestamp => new(_session.Created.ToUnixTimeSeconds(), 0);

    private static DockerfileException RunUnsupported(DockerfileInstruction instruction) =>
        instruction.Error("RUN is not supported yet; build what it makes outside and COPY it");

    // The working directory is the base; the result has no "." and "..", and no slash at its end.
    private static string Combine(string? workingDirectory, string path)
    {
        var names = new List<string>();
        foreach (var name in MergedLayers.Split(path.StartsWith('/') ? path : workingDirectory + "/" + path))
        {
            if (name != "..")
            {
                names.Add(name);
            }
            else if (names.Count > 0)
            {
                names.RemoveAt(names.Count - 1);
            }
        }

        return "/" + string.Join('/', names);
    }
}
