using System.Management.Automation.Host;

namespace DiplomacyApi.Shell.Terminal;

/// <summary>As much of a screen as the views need: its width.</summary>
internal sealed class PlainRawUI : PSHostRawUserInterface
{
    // What the views are made for, where there is no screen to ask.
    private const int WidthDefault = 120;
    private const int HeightDefault = 50;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;
    public override Size BufferSize { get => WindowSize; set { } }
    public override Coordinates CursorPosition { get; set; }
    public override int CursorSize { get; set; } = 25;
    public override bool KeyAvailable => false;
    public override Size MaxPhysicalWindowSize => WindowSize;
    public override Size MaxWindowSize => WindowSize;
    public override Coordinates WindowPosition { get; set; }
    public override Size WindowSize { get => new(Width(), HeightDefault); set { } }
    public override string WindowTitle { get; set; } = "DiplomacyApi";

    public override void FlushInputBuffer() { }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => new BufferCell[0, 0];

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException("This host reads lines, not keys.");

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) { }

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) { }

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) { }

    private static int Width()
    {
        if (Console.IsOutputRedirected) return WidthDefault;
        var width = Console.WindowWidth;
        return width > 0 ? width : WidthDefault;
    }
}
